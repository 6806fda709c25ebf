# Run with: gnuplot THIS_FILE
# gyrochrone, folds clusters, 2 seeds: gyro train --folds clusters
# gyro plot heldout.json
set encoding utf8
set terminal pngcairo size 2126,1039 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
83.92836 83.92836
1061.919 1061.919
EOD
$r1c1_2 << EOD
707.9458 676.083 707.9458 707.9458 627.73 724.436
EOD
$r1c1_3 << EOD
125.8925 316.2278 125.8925 125.8925 277.6421 354.8134
EOD
$r1c2_1 << EOD
0 0.1 0.09375
0.1 0.2 0.09375
0.2 0.3 0.09375
0.3 0.4 0.125
0.4 0.5 0.125
0.5 0.6 0.09375
0.6 0.7 0.09375
0.7 0.8 0.0625
0.8 0.9 0.09375
0.9 1 0.125
EOD
$r1c2_2 << EOD
# 20 rows of 2, of which some; sum 10 2
0 0.03125
0.1 0.09375
0.2 0.125
0.3 0.15625
0.4 0.125
0.5 0.09375
0.6 0.0625
0.7 0.03125
0.8 0.09375
0.9 0.1875
EOD
$r1c2_3 << EOD
0 0.1
1 0.1
EOD
set multiplot
set label 1000 "gyrochrone, folds clusters, 2 seeds: gyro train --folds clusters" at screen 0.01111111,0.01818182 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.08055556
set rmargin at screen 0.4777778
set bmargin at screen 0.1465909
set tmargin at screen 0.9369318
set xrange [1.923909:3.026091]
set yrange [1.923909:3.026091]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("100" 2 0, "200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, "1000" 3 0, '' 1.954243 1, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1)
set ytics ("100" 2 0, "200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, "1000" 3 0, '' 1.954243 1, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1)
set label "Calibration age (Myr)" at screen 0.2791667,screen 0.06704545 center
set label "Age from rotation, held out (Myr)" at screen 0.01666667,screen 0.5417614 center rotate by 90
set label '' at screen 0.07029038,screen 0.9616477 point pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#000072b2'
set label "clusters, each by every seed" at screen 0.08140149,screen 0.9616477 left font ',6.8'
set label '' at screen 0.3021686,screen 0.9616477 point pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00d55e00'
set label "off by more than 0.25 dex" at screen 0.3132797,screen 0.9616477 left font ',6.8'
unset colorbox
plot $r1c1_1 using (log10($1)):(log10($2)) with lines linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (9,5) notitle, \
     $r1c1_2 using (log10($1)):(log10($2)):(log10($3)):(log10($4)):(log10($5)):(log10($6)) with xyerrorbars pointtype 0 linewidth 0.6 linecolor rgb '#000072b2' notitle, \
     $r1c1_2 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c1_3 using (log10($1)):(log10($2)):(log10($3)):(log10($4)):(log10($5)):(log10($6)) with xyerrorbars pointtype 0 linewidth 0.6 linecolor rgb '#00d55e00' notitle, \
     $r1c1_3 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5805556
set rmargin at screen 0.9777778
set bmargin at screen 0.1465909
set tmargin at screen 0.9369318
set xrange [0:1]
set yrange [0:0.215625]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, "0.2" 0.2 0, "0.4" 0.4 0, "0.6" 0.6 0, "0.8" 0.8 0, "1.0" 1 0, '' 0.05 1, '' 0.1 1, '' 0.15 1, '' 0.25 1, '' 0.3 1, '' 0.35 1, '' 0.45 1, '' 0.5 1, '' 0.55 1, '' 0.65 1, '' 0.7 1, '' 0.75 1, '' 0.85 1, '' 0.9 1, '' 0.95 1)
set ytics ("0.00" 0 0, "0.02" 0.02 0, "0.04" 0.04 0, "0.06" 0.06 0, "0.08" 0.08 0, "0.10" 0.1 0, "0.12" 0.12 0, "0.14" 0.14 0, "0.16" 0.16 0, "0.18" 0.18 0, "0.20" 0.2 0, '' 0.005 1, '' 0.01 1, '' 0.015 1, '' 0.025 1, '' 0.03 1, '' 0.035 1, '' 0.045 1, '' 0.05 1, '' 0.055 1, '' 0.065 1, '' 0.07 1, '' 0.075 1, '' 0.085 1, '' 0.09 1, '' 0.095 1, '' 0.105 1, '' 0.11 1, '' 0.115 1, '' 0.125 1, '' 0.13 1, '' 0.135 1, '' 0.145 1, '' 0.15 1, '' 0.155 1, '' 0.165 1, '' 0.17 1, '' 0.175 1, '' 0.185 1, '' 0.19 1, '' 0.195 1, '' 0.205 1, '' 0.21 1, '' 0.215 1)
set label "Probability of a shorter period" at screen 0.7791667,screen 0.06704545 center
set label "Share of stars" at screen 0.5166667,screen 0.5417614 center rotate by 90
set object rectangle from screen 0.569975,screen 0.9519886 to screen 0.5944194,screen 0.9713068 front fillcolor rgb '#0056b4e9' fillstyle solid noborder
set label "with outliers" at screen 0.6005306,screen 0.9616477 left font ',6.8'
set arrow from screen 0.700545,screen 0.9616477 to screen 0.7249894,screen 0.9616477 nohead front linecolor rgb '#000072b2' linewidth 1.2 dashtype solid
set label "flow alone" at screen 0.7311006,screen 0.9616477 left font ',6.8'
set arrow from screen 0.8164459,screen 0.9616477 to screen 0.8408903,screen 0.9616477 nohead front linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5)
set label "if densities are right" at screen 0.8470014,screen 0.9616477 left font ',6.8'
unset colorbox
set label "68 % intervals of star ages hold 67.5 %" at graph 0.5,graph 0.2 center front font ',6.8' textcolor rgb '#00000000'
set label "95 % intervals of star ages hold 94.2 %" at graph 0.5,graph 0.13 center front font ',6.8' textcolor rgb '#00000000'
plot $r1c2_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r1c2_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c2_3 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
