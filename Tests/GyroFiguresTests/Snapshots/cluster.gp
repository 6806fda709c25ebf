# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro cluster mock.csv
set encoding utf8
set terminal pngcairo size 2126,886 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
# 40 rows of 3, of which some; sum 22412.54 0 280.1812
498.8985 0 4.190059
512.5351 0 5.377484
528.1121 0 6.804005
544.1625 0 7.967984
560.7008 0 8.612394
577.7416 0 8.54537
595.3004 0 7.726904
613.3928 0 6.355344
EOD
$r1c1_2 << EOD
# 25 rows of 3, of which some; sum 11652.35 0 54.32854
433.6681 0 0.7711617
441.2768 0 0.9828889
449.2753 0 1.255323
457.4189 0 1.587811
465.71 0 1.979178
474.1515 0 2.434737
482.7459 0 2.967561
491.4961 0 3.596146
498.8985 0 4.190059
EOD
$r1c1_3 << EOD
# 19 rows of 3, of which some; sum 12525.72 0 54.50233
624.8874 0 5.358366
632.0351 0 4.738039
639.6497 0 4.099744
647.3561 0 3.492696
655.1552 0 2.929079
663.0484 0 2.418687
671.0366 0 1.967194
679.1211 0 1.575675
687.303 0 1.240922
691.4836 0 1.093257
EOD
$r1c1_4 << EOD
# 119 rows of 2, of which some; sum 66531.06 382.605
385.036 0.1350548
418.1254 0.4547638
454.6881 1.470306
494.448 3.827139
537.6846 7.546106
584.7021 8.301415
635.831 4.415909
691.4308 1.095026
751.8925 0.1449898
EOD
$r1c1_5 << EOD
561.7209 0
561.7209 9.109546
EOD
$r1c2_1 << EOD
# 61 rows of 3, of which some; sum 109.8 251.2275 970.3871
0.7 2.216181 6.981004
0.9566667 6.967674 9.634875
1.213333 8.632466 11.66423
1.47 9.070493 13.40624
1.726667 4.977244 15.48923
1.983333 1.905441 18.30403
2.24 1.080556 21.37207
2.496667 0.7524809 23.40569
2.753333 0.5296829 20.24746
EOD
$r1c2_2 << EOD
# 61 rows of 2, of which some; sum 109.8 661.1817
0.7 4.460796
0.9566667 8.125161
1.213333 9.894889
1.47 11.67383
1.726667 13.52943
1.983333 15.44262
2.24 16.67936
2.496667 13.03559
2.753333 2.765476
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
set xrange [2.570205:2.906735]
set yrange [0:9.109546]
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
set yrange [-0.4711011:1.458446]
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
