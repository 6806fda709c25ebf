# Run with: gnuplot THIS_FILE
# gyro VERSION, mock, model default 01, seed 1
set encoding utf8
set terminal pngcairo size 2126,1122 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
115.7444 0.08
735.36 0.08
EOD
$r1c1_2 << EOD
125.8925 0.07933333
676.083 0.04533333
EOD
$r1c1_3 << EOD
125.8925 0.03162278
676.083 0.03162278
EOD
$r1c1_4 << EOD
125.8925 0.08540362
676.083 0.05527306
EOD
set multiplot
set label 1000 "gyro VERSION, mock, model default 01, seed 1" at screen 0.01111111,0.01684211 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.08055556
set rmargin at screen 0.9777778
set bmargin at screen 0.1357895
set tmargin at screen 0.8547368
set xrange [2.0635:2.8665]
set yrange [-1.521574:-1.04695]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1)
set ytics ("0.04" -1.39794 0, "0.05" -1.30103 0, "0.06" -1.221849 0, "0.07" -1.154902 0, "0.08" -1.09691 0, '' -1.49485 1, '' -1.468521 1, '' -1.443697 1, '' -1.420216 1, '' -1.376751 1, '' -1.356547 1, '' -1.337242 1, '' -1.318759 1, '' -1.283997 1, '' -1.267606 1, '' -1.251812 1, '' -1.236572 1, '' -1.207608 1, '' -1.19382 1, '' -1.180456 1, '' -1.167491 1, '' -1.142668 1, '' -1.130768 1, '' -1.119186 1, '' -1.107905 1, '' -1.086186 1, '' -1.075721 1, '' -1.065502 1, '' -1.055517 1)
set label "Age (Myr)" at screen 0.5291667,screen 0.06210526 center
set label "Error of the age (dex)" at screen 0.01666667,screen 0.4952632 center rotate by 90
set key at graph 0.5,graph 1.01757 center bottom Left reverse maxrows 4 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
unset colorbox
plot $r1c1_1 using (log10($1)):(log10($2)) with lines linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (9,5) title "Van-Lane et al. (2025), total", \
     $r1c1_2 using (log10($1)):(log10($2)) with points pointtype 6 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#0056b4e9' title "statistical", \
     $r1c1_3 using (log10($1)):(log10($2)) with points pointtype 5 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00e69f00' title "systematic", \
     $r1c1_4 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00000000' title "total"
unset label
unset multiplot
unset output
