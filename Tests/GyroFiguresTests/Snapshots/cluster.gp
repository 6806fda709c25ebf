# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro cluster mock.csv
set encoding utf8
set terminal pngcairo size 2126,886 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
# 40 rows of 3, of which some; sum 22412.52 0 280.179
498.8872 0 4.190741
512.5351 0 5.379009
528.1121 0 6.805308
544.1625 0 7.968402
560.7008 0 8.611873
577.7416 0 8.544841
595.3004 0 7.725788
613.3928 0 6.353581
EOD
$r1c1_2 << EOD
# 25 rows of 3, of which some; sum 11652.33 0 54.34284
433.6644 0 0.7712215
441.2768 0 0.9830405
449.2753 0 1.255364
457.4189 0 1.587728
465.71 0 1.979266
474.1515 0 2.435439
482.7459 0 2.968939
491.4961 0 3.597794
498.8872 0 4.190741
EOD
$r1c1_3 << EOD
# 19 rows of 3, of which some; sum 12525.71 0 54.48912
624.8772 0 5.357458
632.0351 0 4.736323
639.6497 0 4.098236
647.3561 0 3.491519
655.1552 0 2.928314
663.0484 0 2.418285
671.0366 0 1.967038
679.1211 0 1.575637
687.303 0 1.240941
691.4827 0 1.093321
EOD
$r1c1_4 << EOD
# 119 rows of 2, of which some; sum 66531.06 382.6053
385.0321 0.1350333
418.1254 0.4548515
454.6881 1.470251
494.448 3.828796
537.6846 7.546975
584.7021 8.30078
635.831 4.414281
691.4308 1.095058
751.8925 0.1449697
EOD
$r1c1_5 << EOD
561.7082 0
561.7082 9.108948
EOD
$r1c2_1 << EOD
# 61 rows of 3, of which some; sum 109.8 251.22 970.3747
0.7 2.216147 6.980893
0.9566667 6.967589 9.634767
1.213333 8.632393 11.66413
1.47 9.070235 13.40614
1.726667 4.976814 15.48915
1.983333 1.905304 18.30394
2.24 1.080508 21.37193
2.496667 0.7524567 23.40543
2.753333 0.529672 20.24677
EOD
$r1c2_2 << EOD
# 61 rows of 2, of which some; sum 109.8 661.1702
0.7 4.460724
0.9566667 8.125071
1.213333 9.894829
1.47 11.67379
1.726667 13.52939
1.983333 15.44254
2.24 16.67911
2.496667 13.03489
2.753333 2.765289
EOD
$r1c2_3 << EOD
0.8 7
1 8.5
1.3 10.5
1.7 12
2.8 2.1
EOD
$r1c3_1 << EOD
0 0.1 0
0.1 0.2 0
0.2 0.3 0.2
0.3 0.4 0
0.4 0.5 0.2
0.5 0.6 0.4
0.6 0.7 0.2
0.7 0.8 0
0.8 0.9 0
0.9 1 0
EOD
$r1c3_2 << EOD
0 0.1
1 0.1
EOD
set multiplot
set label 1000 "Mock \0134\0046 Co: age 650 −40 +45 Myr" at screen 0.5,0.9573333 center
set label 1001 "gyro, model default" at screen 0.01111111,0.02133333 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.06111111
set rmargin at screen 0.3046296
set bmargin at screen 0.172
set tmargin at screen 0.8673333
set xrange [2.5702:2.906735]
set yrange [0:9.108948]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("400" 2.60206 0, "600" 2.778151 0, "800" 2.90309 0, '' 2.653213 1, '' 2.69897 1, '' 2.740363 1, '' 2.812913 1, '' 2.845098 1, '' 2.875061 1)
set ytics ("0" 0 0, "2" 2 0, "4" 4 0, "6" 6 0, "8" 8 0, '' 0.5 1, '' 1 1, '' 1.5 1, '' 2.5 1, '' 3 1, '' 3.5 1, '' 4.5 1, '' 5 1, '' 5.5 1, '' 6.5 1, '' 7 1, '' 7.5 1, '' 8.5 1, '' 9 1)
set label "Age (Myr), statistical error only" at screen 0.1828704,screen 0.07866667 center
set label "Probability density (dex^{−1})" at screen 0.01666667,screen 0.5196667 center rotate by 90
set object rectangle from screen 0.06529397,screen 0.885 to screen 0.08973841,screen 0.9076667 front fillcolor rgb '#590072b2' fillstyle solid noborder
set label "68 %" at screen 0.09584953,screen 0.8963333 left font ',6.8'
set object rectangle from screen 0.1430552,screen 0.885 to screen 0.1674996,screen 0.9076667 front fillcolor rgb '#b30072b2' fillstyle solid noborder
set label "95 %" at screen 0.1736107,screen 0.8963333 left font ',6.8'
set arrow from screen 0.2208164,screen 0.8963333 to screen 0.2452608,screen 0.8963333 nohead front linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5)
set label "median" at screen 0.2513719,screen 0.8963333 left font ',6.8'
unset colorbox
plot $r1c1_1 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#590072b2' fillstyle solid noborder notitle, \
     $r1c1_2 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#b30072b2' fillstyle solid noborder notitle, \
     $r1c1_3 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#b30072b2' fillstyle solid noborder notitle, \
     $r1c1_4 using (log10($1)):($2) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c1_5 using (log10($1)):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5) notitle
unset label
unset arrow
unset object
set lmargin at screen 0.3976852
set rmargin at screen 0.6412037
set bmargin at screen 0.172
set tmargin at screen 0.8673333
set xrange [0.7:2.9]
set yrange [-0.4711076:1.45844]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("1" 1 0, "2" 2 0, '' 0.8 1, '' 1.2 1, '' 1.4 1, '' 1.6 1, '' 1.8 1, '' 2.2 1, '' 2.4 1, '' 2.6 1, '' 2.8 1)
set ytics ("0.5" -0.30103 0, "1" 0 0, "2" 0.30103 0, "5" 0.69897 0, "10" 1 0, "20" 1.30103 0, '' -0.39794 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.4771213 1, '' 0.60206 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.5194444,screen 0.07866667 center
set label "Rotation period (d)" at screen 0.3435185,screen 0.5196667 center rotate by 90
set object rectangle from screen 0.4082901,screen 0.885 to screen 0.4327346,screen 0.9076667 front fillcolor rgb '#9956b4e9' fillstyle solid noborder
set label "90 %" at screen 0.4388457,screen 0.8963333 left font ',6.8'
set arrow from screen 0.4860513,screen 0.8963333 to screen 0.5104958,screen 0.8963333 nohead front linecolor rgb '#000072b2' linewidth 1.2 dashtype solid
set label "median" at screen 0.5166069,screen 0.8963333 left font ',6.8'
set label '' at screen 0.5840151,screen 0.8963333 point pointtype 7 pointsize dot*0.4166667 linewidth 0.7 linecolor rgb '#00000000'
set label "stars" at screen 0.5951262,screen 0.8963333 left font ',6.8'
unset colorbox
plot $r1c2_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder notitle, \
     $r1c2_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c2_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.4166667 linewidth 0.7 linecolor rgb '#00000000' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.7342593
set rmargin at screen 0.9777778
set bmargin at screen 0.172
set tmargin at screen 0.8673333
set xrange [0:1]
set yrange [0:0.604]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1)
set ytics ("0.0" 0 0, "0.1" 0.1 0, "0.2" 0.2 0, "0.3" 0.3 0, "0.4" 0.4 0, "0.5" 0.5 0, "0.6" 0.6 0, '' 0.02 1, '' 0.04 1, '' 0.06 1, '' 0.08 1, '' 0.12 1, '' 0.14 1, '' 0.16 1, '' 0.18 1, '' 0.22 1, '' 0.24 1, '' 0.26 1, '' 0.28 1, '' 0.32 1, '' 0.34 1, '' 0.36 1, '' 0.38 1, '' 0.42 1, '' 0.44 1, '' 0.46 1, '' 0.48 1, '' 0.52 1, '' 0.54 1, '' 0.56 1, '' 0.58 1)
set label "Probability of a shorter period" at screen 0.8560185,screen 0.07866667 center
set label "Share of stars" at screen 0.6800926,screen 0.5196667 center rotate by 90
set object rectangle from screen 0.7694547,screen 0.885 to screen 0.7938992,screen 0.9076667 front fillcolor rgb '#0056b4e9' fillstyle solid noborder
set label "stars" at screen 0.8000103,screen 0.8963333 left font ',6.8'
set arrow from screen 0.8488162,screen 0.8963333 to screen 0.8732607,screen 0.8963333 nohead front linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5)
set label "expected" at screen 0.8793718,screen 0.8963333 left font ',6.8'
unset colorbox
set label "p of the distribution = 0.290" at graph 0.5,graph 0.93 center front font ',6.12' textcolor rgb '#00000000'
set label "p of the likelihood = 0.825" at graph 0.5,graph 0.86 center front font ',6.12' textcolor rgb '#00000000'
set label "few stars" at graph 0.5,graph 0.79 center front font ',6.12' textcolor rgb '#00d55e00'
plot $r1c3_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r1c3_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
