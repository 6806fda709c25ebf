# Run with: gnuplot THIS_FILE
# gyro VERSION, mock, model default 01, seed 1
set encoding utf8
set terminal pngcairo size 2126,1122 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
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
set tmargin at screen 0.9415789
set xrange [2.0635:2.8665]
set yrange [-1.521574:-1.04695]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1)
set ytics ("0.035" -1.455932 0, "0.040" -1.39794 0, "0.045" -1.346787 0, "0.050" -1.30103 0, "0.055" -1.259637 0, "0.060" -1.221849 0, "0.065" -1.187087 0, "0.070" -1.154902 0, "0.075" -1.124939 0, "0.080" -1.09691 0, "0.085" -1.070581 0, '' -1.508638 1, '' -1.49485 1, '' -1.481486 1, '' -1.468521 1, '' -1.443697 1, '' -1.431798 1, '' -1.420216 1, '' -1.408935 1, '' -1.387216 1, '' -1.376751 1, '' -1.366532 1, '' -1.356547 1, '' -1.337242 1, '' -1.327902 1, '' -1.318759 1, '' -1.309804 1, '' -1.29243 1, '' -1.283997 1, '' -1.275724 1, '' -1.267606 1, '' -1.251812 1, '' -1.244125 1, '' -1.236572 1, '' -1.229148 1, '' -1.21467 1, '' -1.207608 1, '' -1.200659 1, '' -1.19382 1, '' -1.180456 1, '' -1.173925 1, '' -1.167491 1, '' -1.161151 1, '' -1.148742 1, '' -1.142668 1, '' -1.136677 1, '' -1.130768 1, '' -1.119186 1, '' -1.113509 1, '' -1.107905 1, '' -1.102373 1, '' -1.091515 1, '' -1.086186 1, '' -1.080922 1, '' -1.075721 1, '' -1.065502 1, '' -1.060481 1, '' -1.055517 1, '' -1.05061 1)
set label "Age (Myr)" at screen 0.5291667,screen 0.06210526 center
set label "Error of the age (dex)" at screen 0.01666667,screen 0.5386842 center rotate by 90
set arrow from screen 0.2838246,screen 0.9644737 to screen 0.308269,screen 0.9644737 nohead front linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (9,5)
set label "Van-Lane et al. (2025), total" at screen 0.3143801,screen 0.9644737 left font ',6.8'
set label '' at screen 0.5276793,screen 0.9644737 point pointtype 6 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#0056b4e9'
set label "statistical" at screen 0.5387904,screen 0.9644737 left font ',6.8'
set label '' at screen 0.6264686,screen 0.9644737 point pointtype 5 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00e69f00'
set label "systematic" at screen 0.6375797,screen 0.9644737 left font ',6.8'
set label '' at screen 0.7321924,screen 0.9644737 point pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00000000'
set label "total" at screen 0.7433036,screen 0.9644737 left font ',6.8'
unset colorbox
plot $r1c1_1 using (log10($1)):(log10($2)) with lines linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (9,5) notitle, \
     $r1c1_2 using (log10($1)):(log10($2)) with points pointtype 6 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#0056b4e9' notitle, \
     $r1c1_3 using (log10($1)):(log10($2)) with points pointtype 5 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00e69f00' notitle, \
     $r1c1_4 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00000000' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
