# Run with: gnuplot THIS_FILE
# gyrochrone 0.1.0, mock, model default 01, seed 1
# gyro plot budget.json
set encoding utf8
set terminal pngcairo size 2126,1039 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
125.8925 0.07933333
676.083 0.04533333
EOD
$r1c1_2 << EOD
125.8925 0.03162278
676.083 0.03162278
EOD
$r1c1_3 << EOD
125.8925 0.08540362
676.083 0.05527306
EOD
$r1c2_1 << EOD
0.07933333 4
0.04533333 4
0.03 3
0.03 3
0.01 2
0.01 2
0.08540362 1
0.05527306 1
EOD
$r1c2_2 << EOD
0.06233333 4
0.03 3
0.01 2
0.07033834 1
EOD
set multiplot
set label 1000 "gyrochrone 0.1.0, mock, model default 01, seed 1" at screen 0.01111111,0.01818182 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.08055556
set rmargin at screen 0.4519444
set bmargin at screen 0.1465909
set tmargin at screen 0.9056818
set xrange [2.0635:2.8665]
set yrange [-1.521574:-1.04695]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1)
set ytics ("0.04" -1.39794 0, "0.05" -1.30103 0, "0.06" -1.221849 0, "0.07" -1.154902 0, "0.08" -1.09691 0, '' -1.49485 1, '' -1.468521 1, '' -1.443697 1, '' -1.420216 1, '' -1.376751 1, '' -1.356547 1, '' -1.337242 1, '' -1.318759 1, '' -1.283997 1, '' -1.267606 1, '' -1.251812 1, '' -1.236572 1, '' -1.207608 1, '' -1.19382 1, '' -1.180456 1, '' -1.167491 1, '' -1.142668 1, '' -1.130768 1, '' -1.119186 1, '' -1.107905 1, '' -1.086186 1, '' -1.075721 1, '' -1.065502 1, '' -1.055517 1)
set label "Age (Myr)" at screen 0.26625,screen 0.06704545 center
set label "Error of the age (dex)" at screen 0.01666667,screen 0.5261364 center rotate by 90
set key at graph 0.5,graph 1.017964 center bottom Left reverse maxrows 2 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
unset colorbox
plot $r1c1_1 using (log10($1)):(log10($2)) with points pointtype 6 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#000072b2' title "statistical", \
     $r1c1_2 using (log10($1)):(log10($2)) with points pointtype 5 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00e69f00' title "systematic", \
     $r1c1_3 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00000000' title "total"
unset label
set lmargin at screen 0.6063889
set rmargin at screen 0.9777778
set bmargin at screen 0.1465909
set tmargin at screen 0.9056818
set xrange [0:0.0896738]
set yrange [0.3:4.7]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.00" 0 0, "0.02" 0.02 0, "0.04" 0.04 0, "0.06" 0.06 0, "0.08" 0.08 0, '' 0.005 1, '' 0.01 1, '' 0.015 1, '' 0.025 1, '' 0.03 1, '' 0.035 1, '' 0.045 1, '' 0.05 1, '' 0.055 1, '' 0.065 1, '' 0.07 1, '' 0.075 1, '' 0.085 1)
set ytics ("  total" 1 0, "  prior" 2 0, "  extinction" 3 0, "  statistical" 4 0)
set label "Error of the age (dex)" at screen 0.7920833,screen 0.06704545 center
set key at graph 0.5,graph 1.017964 center bottom Left reverse maxrows 1 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
unset colorbox
plot $r1c2_1 using ($1):($2) with points pointtype 7 pointsize dot*0.4166667 linewidth 0.7 linecolor rgb '#8c0072b2' title "clusters", \
     $r1c2_2 using ($1):($2) with points pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00' title "their mean"
unset label
unset multiplot
unset output
