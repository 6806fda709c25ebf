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
set rmargin at screen 0.4669444
set bmargin at screen 0.1465909
set tmargin at screen 0.9369318
set xrange [1.923909:3.026091]
set yrange [1.923909:3.026091]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("100" 2 0, "200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, "1000" 3 0, '' 1.954243 1, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1)
set ytics ("100" 2 0, "200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, "1000" 3 0, '' 1.954243 1, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1)
set label "Calibration age (Myr)" at screen 0.27375,screen 0.06704545 center
set label "Age from rotation, held out (Myr)" at screen 0.01666667,screen 0.5417614 center rotate by 90
set arrow from screen 0.06193327,screen 0.9616477 to screen 0.08637771,screen 0.9616477 nohead front linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (9,5)
set label "1:1" at screen 0.09248882,screen 0.9616477 left font ',6.8'
set label '' at screen 0.1313589,screen 0.9616477 point pointtype 7 pointsize dot*0.5833333 linewidth 0.7 linecolor rgb '#000072b2'
set label "cluster, mean of 2 seeds" at screen 0.14247,screen 0.9616477 left font ',6.8'
set label '' at screen 0.3338989,screen 0.9616477 point pointtype 7 pointsize dot*0.5833333 linewidth 0.7 linecolor rgb '#00d55e00'
set label "off by over 0.25 dex" at screen 0.34501,screen 0.9616477 left font ',6.8'
unset colorbox
set label "Pleiades" at first 2.19691,first 2.5 left front font ',6.12' textcolor rgb '#00d55e00'
plot $r1c1_1 using (log10($1)):(log10($2)) with lines linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (9,5) notitle, \
     $r1c1_2 using (log10($1)):(log10($2)):(log10($3)):(log10($4)):(log10($5)):(log10($6)) with xyerrorbars pointtype 0 linewidth 0.6 linecolor rgb '#000072b2' notitle, \
     $r1c1_2 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.5833333 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c1_3 using (log10($1)):(log10($2)):(log10($3)):(log10($4)):(log10($5)):(log10($6)) with xyerrorbars pointtype 0 linewidth 0.6 linecolor rgb '#00d55e00' notitle, \
     $r1c1_3 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.5833333 linewidth 0.7 linecolor rgb '#00d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5805556
set rmargin at screen 0.9777778
set bmargin at screen 0.1465909
set tmargin at screen 0.9369318
set xrange [0:1]
set yrange [0:0.253125]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, "0.2" 0.2 0, "0.4" 0.4 0, "0.6" 0.6 0, "0.8" 0.8 0, "1.0" 1 0, '' 0.05 1, '' 0.1 1, '' 0.15 1, '' 0.25 1, '' 0.3 1, '' 0.35 1, '' 0.45 1, '' 0.5 1, '' 0.55 1, '' 0.65 1, '' 0.7 1, '' 0.75 1, '' 0.85 1, '' 0.9 1, '' 0.95 1)
set ytics ("0.00" 0 0, "0.05" 0.05 0, "0.10" 0.1 0, "0.15" 0.15 0, "0.20" 0.2 0, "0.25" 0.25 0, '' 0.01 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.11 1, '' 0.12 1, '' 0.13 1, '' 0.14 1, '' 0.16 1, '' 0.17 1, '' 0.18 1, '' 0.19 1, '' 0.21 1, '' 0.22 1, '' 0.23 1, '' 0.24 1)
set label "Probability of a shorter period" at screen 0.7791667,screen 0.06704545 center
set label "Share of stars" at screen 0.5166667,screen 0.5417614 center rotate by 90
set object rectangle from screen 0.5435224,screen 0.9519886 to screen 0.5679668,screen 0.9713068 front fillcolor rgb '#0056b4e9' fillstyle solid noborder
set label "outliers modeled" at screen 0.5740779,screen 0.9616477 left font ',6.8'
set arrow from screen 0.7018303,screen 0.9616477 to screen 0.7262748,screen 0.9616477 nohead front linecolor rgb '#000072b2' linewidth 1.2 dashtype solid
set label "flow alone, no outliers" at screen 0.7323859,screen 0.9616477 left font ',6.8'
set arrow from screen 0.9006784,screen 0.9616477 to screen 0.9251228,screen 0.9616477 nohead front linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5)
set label "expected" at screen 0.9312339,screen 0.9616477 left font ',6.8'
unset colorbox
set label "68 % intervals of star ages hold 67.5 %" at graph 0.5,graph 0.94 center front font ',6.8' textcolor rgb '#00000000'
set label "95 % intervals of star ages hold 94.2 %" at graph 0.5,graph 0.88 center front font ',6.8' textcolor rgb '#00000000'
plot $r1c2_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r1c2_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c2_3 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
