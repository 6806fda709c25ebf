# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro cluster mock.csv
set encoding utf8
set terminal pngcairo size 2126,2445 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
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
$r2c1_1 << EOD
# 25 rows of 3, of which some; sum 70.04498 70.1106 40
2.770305 2.772929 2
2.778178 2.780803 2
2.786052 2.788677 2
2.793926 2.79655 2
2.801799 2.804424 4
2.809673 2.812298 0
2.817547 2.820171 1
2.82542 2.828045 2
2.833294 2.835919 1
EOD
$r2c1_2 << EOD
2.785696 0
2.785696 5.4
EOD
$r2c1_3 << EOD
2.801035 0
2.801035 5.4
EOD
$r2c1_4 << EOD
2.817059 0
2.817059 5.4
EOD
$r3c1_1 << EOD
# 40 rows of 2, of which some; sum 112.0299 0.02394964
2.8 0
2.795318 -0.0008769581
2.807539 0.003284933
2.792867 -0.006597718
2.802735 0.009906074
2.805486 -0.01219533
2.783568 0.01254983
2.828224 -0.01034876
EOD
$r3c1_2 << EOD
# 294 rows of 2, of which some; sum 548.7893 -0.009829599
2.797707 -0.007595797
2.806114 -0.006941546
2.789299 -0.00542595
2.812798 -0.003673746
2.784981 -0.0004320229
2.785982 0.0028097
2.811418 0.004754734
2.794104 0.007110607
2.803712 0.007416003
EOD
$r3c1_3 << EOD
# 648 rows of 2, of which some; sum 1210.203 0.3851788
2.800109 -0.01607596
2.812309 -0.01534395
2.778615 -0.01145388
2.770082 -0.005850742
2.834927 0.0008646663
2.829395 0.007348112
2.821728 0.0136099
2.7905 0.01594646
EOD
$r3c2_1 << EOD
# 25 rows of 3, of which some; sum 0.01201156 0.04743038 40
-0.01652057 -0.01510382 1
-0.01227031 -0.01085356 1
-0.008020056 -0.006603303 2
-0.003769797 -0.002353044 4
0.0004804621 0.001897215 5
0.004730721 0.006147474 2
0.00898098 0.01039773 2
0.01323124 0.01464799 1
0.0174815 0.01889825 1
EOD
$r3c2_2 << EOD
-0.007536853 0
-0.007536853 5.4
EOD
$r3c2_3 << EOD
0.0004960426 0
0.0004960426 5.4
EOD
$r3c2_4 << EOD
0.009387375 0
0.009387375 5.4
EOD
$r4c1_1 << EOD
# 40 rows of 2, of which some; sum 112.0299 -0.2953696
2.8 0
2.795318 0.03769511
2.807539 0.01367372
2.792867 -0.08215939
2.802735 -0.1925212
2.805486 -0.2259231
2.783568 -0.1199956
2.828224 0.1052074
EOD
$r4c1_2 << EOD
# 246 rows of 2, of which some; sum 459.2241 -5.419234
2.796506 -0.1616686
2.802511 -0.1522399
2.805758 -0.1209369
2.808591 -0.08092397
2.811205 -0.04091109
2.788633 0.01243942
2.79252 0.06578993
2.811582 0.06578993
2.807315 0.07981688
EOD
$r4c1_3 << EOD
# 570 rows of 2, of which some; sum 1063.759 -8.301579
2.802511 -0.3343724
NaN NaN
2.812328 -0.2009626
2.816947 -0.0942616
NaN NaN
2.777289 0.1142216
2.773685 0.1642879
NaN NaN
2.777289 0.2258937
EOD
$r4c2_1 << EOD
# 40 rows of 2, of which some; sum 0.02394964 -0.2953696
0 0
-0.0008769581 0.03769511
0.003284933 0.01367372
-0.006597718 -0.08215939
0.009906074 -0.1925212
-0.01219533 -0.2259231
0.01254983 -0.1199956
-0.01034876 0.1052074
EOD
$r4c2_2 << EOD
# 240 rows of 2, of which some; sum 0.01602616 5.018561
-0.002377057 -0.08401351
0.003960864 -0.08092397
-0.004388708 -0.06758634
0.006991642 -0.02757346
0.006658407 0.02577705
-0.006055493 0.07912756
-0.004851651 0.1191404
-0.002377057 0.1542547
EOD
$r4c2_3 << EOD
# 546 rows of 2, of which some; sum 0.06905428 2.810239
-0.01404726 -0.2298373
NaN NaN
0.0144799 -0.1867773
0.01527231 -0.1476121
NaN NaN
0.01058983 0.08595599
-0.009151565 0.1858286
NaN NaN
0.001513011 0.3195206
EOD
$r4c3_1 << EOD
# 25 rows of 3, of which some; sum -0.5534904 0.1751393 40
-0.3718819 -0.3427367 1
-0.2844463 -0.2553011 1
-0.1970107 -0.1678655 1
-0.1095752 -0.08042999 3
-0.02213961 0.007005574 4
0.06529595 0.09444113 2
0.1527315 0.1818767 3
0.2401671 0.2693123 2
0.3276026 0.3567478 1
EOD
$r4c3_2 << EOD
-0.1461105 0
-0.1461105 6.48
EOD
$r4c3_3 << EOD
0.007559939 0
0.007559939 6.48
EOD
$r4c3_4 << EOD
0.1490157 0
0.1490157 6.48
EOD
$r5c1_1 << EOD
# 40 rows of 2, of which some; sum 112.0299 2.78
2.8 0.05
2.795318 0.055
2.807539 0.06
2.792867 0.065
2.802735 0.07
2.805486 0.075
2.783568 0.08
2.828224 0.085
EOD
$r5c1_2 << EOD
# 300 rows of 2, of which some; sum 559.9545 12.00247
2.797707 0.04908848
2.794104 0.05045486
NaN NaN
2.809876 0.05557898
2.811517 0.05986237
NaN NaN
2.788702 0.06771525
2.796506 0.06982533
NaN NaN
EOD
$r5c1_3 << EOD
# 612 rows of 2, of which some; sum 1142.778 29.38621
2.789299 0.04845898
2.784495 0.05474914
NaN NaN
2.776973 0.06771525
2.772484 0.07464482
NaN NaN
2.788098 0.08358392
2.774886 0.08534383
NaN NaN
EOD
$r5c2_1 << EOD
# 40 rows of 2, of which some; sum 0.02394964 2.78
0 0.05
-0.0008769581 0.055
0.003284933 0.06
-0.006597718 0.065
0.009906074 0.07
-0.01219533 0.075
0.01254983 0.08
-0.01034876 0.085
EOD
$r5c2_2 << EOD
# 264 rows of 2, of which some; sum 0.01261728 10.48902
-0.0004320229 0.04975161
0.002092423 0.05058169
0.003641306 0.05272339
0.004855803 0.05629288
0.005353194 0.05914847
0.005568458 0.06271797
-0.004856639 0.06700136
-0.002377057 0.06886329
EOD
$r5c2_3 << EOD
# 609 rows of 2, of which some; sum 0.4220033 29.28378
-0.00561878 0.04909362
0.007914935 0.05486508
NaN NaN
0.01188834 0.06842915
-0.01418008 0.07556814
NaN NaN
0.004754734 0.0829763
0.01662969 0.08484881
NaN NaN
EOD
$r5c3_1 << EOD
# 40 rows of 2, of which some; sum -0.2953696 2.78
0 0.05
0.03769511 0.055
0.01367372 0.06
-0.08215939 0.065
-0.1925212 0.07
-0.2259231 0.075
-0.1199956 0.08
0.1052074 0.085
EOD
$r5c3_2 << EOD
# 246 rows of 2, of which some; sum -0.07370555 9.704595
-0.0008982051 0.04983811
0.03608078 0.05058169
-0.06989172 0.05272339
-0.09016609 0.05557898
-0.1007074 0.05843458
-0.1051173 0.06200407
-0.09574103 0.06557356
0.08163446 0.06700136
0.06578993 0.06773326
EOD
$r5c3_3 << EOD
# 546 rows of 2, of which some; sum -4.275485 25.77846
-0.1075992 0.04881484
NaN NaN
0.1858286 0.06053641
-0.220521 0.06628746
NaN NaN
-0.2994395 0.07913763
0.01243942 0.08303906
NaN NaN
-0.1609497 0.0855873
EOD
$r5c4_1 << EOD
# 25 rows of 3, of which some; sum 1.718 1.757 40
0.05 0.05156 2
0.05468 0.05624 2
0.05936 0.06092 1
0.06404 0.0656 1
0.06872 0.07028 2
0.0734 0.07496 1
0.07808 0.07964 1
0.08276 0.08432 2
0.08744 0.089 2
EOD
$r5c4_2 << EOD
0.05624 0
0.05624 2.16
EOD
$r5c4_3 << EOD
0.0695 0
0.0695 2.16
EOD
$r5c4_4 << EOD
0.08276 0
0.08276 2.16
EOD
set multiplot
set label 1000 "Mock \0134\0046 Co: age 650 −40 +45 Myr" at screen 0.5,0.9845411 center
set label 1001 "gyro, model default" at screen 0.01111111,0.007729469 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.06111111
set rmargin at screen 0.3046296
set bmargin at screen 0.7330892
set tmargin at screen 0.9519324
set xrange [2.5702:2.906735]
set yrange [0:9.108948]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("400" 2.60206 0, "600" 2.778151 0, "800" 2.90309 0, '' 2.653213 1, '' 2.69897 1, '' 2.740363 1, '' 2.812913 1, '' 2.845098 1, '' 2.875061 1)
set ytics ("0" 0 0, "2" 2 0, "4" 4 0, "6" 6 0, "8" 8 0, '' 0.5 1, '' 1 1, '' 1.5 1, '' 2.5 1, '' 3 1, '' 3.5 1, '' 4.5 1, '' 5 1, '' 5.5 1, '' 6.5 1, '' 7 1, '' 7.5 1, '' 8.5 1, '' 9 1)
set label "Age (Myr), calibration error included" at screen 0.1828704,screen 0.6992728 center
set label "Probability density (dex^{−1})" at screen 0.01666667,screen 0.8425108 center rotate by 90
set object rectangle from screen 0.06529397,screen 0.9583333 to screen 0.08973841,screen 0.9665459 front fillcolor rgb '#590072b2' fillstyle solid noborder
set label "68 %" at screen 0.09584953,screen 0.9624396 left font ',6.8'
set object rectangle from screen 0.1430552,screen 0.9583333 to screen 0.1674996,screen 0.9665459 front fillcolor rgb '#b30072b2' fillstyle solid noborder
set label "95 %" at screen 0.1736107,screen 0.9624396 left font ',6.8'
set arrow from screen 0.2208164,screen 0.9624396 to screen 0.2452608,screen 0.9624396 nohead front linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5)
set label "median" at screen 0.2513719,screen 0.9624396 left font ',6.8'
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
set bmargin at screen 0.7330892
set tmargin at screen 0.9519324
set xrange [0.7:2.9]
set yrange [-0.4711076:1.45844]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("1" 1 0, "2" 2 0, '' 0.8 1, '' 1.2 1, '' 1.4 1, '' 1.6 1, '' 1.8 1, '' 2.2 1, '' 2.4 1, '' 2.6 1, '' 2.8 1)
set ytics ("0.5" -0.30103 0, "1" 0 0, "2" 0.30103 0, "5" 0.69897 0, "10" 1 0, "20" 1.30103 0, '' -0.39794 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.4771213 1, '' 0.60206 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.5194444,screen 0.6992728 center
set label "Rotation period (d)" at screen 0.3435185,screen 0.8425108 center rotate by 90
set object rectangle from screen 0.4082901,screen 0.9583333 to screen 0.4327346,screen 0.9665459 front fillcolor rgb '#9956b4e9' fillstyle solid noborder
set label "90 %" at screen 0.4388457,screen 0.9624396 left font ',6.8'
set arrow from screen 0.4860513,screen 0.9624396 to screen 0.5104958,screen 0.9624396 nohead front linecolor rgb '#000072b2' linewidth 1.2 dashtype solid
set label "median" at screen 0.5166069,screen 0.9624396 left font ',6.8'
set label '' at screen 0.5840151,screen 0.9624396 point pointtype 7 pointsize dot*0.4166667 linewidth 0.7 linecolor rgb '#00000000'
set label "stars" at screen 0.5951262,screen 0.9624396 left font ',6.8'
unset colorbox
plot $r1c2_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder notitle, \
     $r1c2_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c2_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.4166667 linewidth 0.7 linecolor rgb '#00000000' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.7342593
set rmargin at screen 0.9777778
set bmargin at screen 0.7330892
set tmargin at screen 0.9519324
set xrange [0:1]
set yrange [0:0.604]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1)
set ytics ("0.0" 0 0, "0.1" 0.1 0, "0.2" 0.2 0, "0.3" 0.3 0, "0.4" 0.4 0, "0.5" 0.5 0, "0.6" 0.6 0, '' 0.02 1, '' 0.04 1, '' 0.06 1, '' 0.08 1, '' 0.12 1, '' 0.14 1, '' 0.16 1, '' 0.18 1, '' 0.22 1, '' 0.24 1, '' 0.26 1, '' 0.28 1, '' 0.32 1, '' 0.34 1, '' 0.36 1, '' 0.38 1, '' 0.42 1, '' 0.44 1, '' 0.46 1, '' 0.48 1, '' 0.52 1, '' 0.54 1, '' 0.56 1, '' 0.58 1)
set label "Probability of a shorter period" at screen 0.8560185,screen 0.6992728 center
set label "Share of stars" at screen 0.6800926,screen 0.8425108 center rotate by 90
set object rectangle from screen 0.7694547,screen 0.9583333 to screen 0.7938992,screen 0.9665459 front fillcolor rgb '#0056b4e9' fillstyle solid noborder
set label "stars" at screen 0.8000103,screen 0.9624396 left font ',6.8'
set arrow from screen 0.8488162,screen 0.9624396 to screen 0.8732607,screen 0.9624396 nohead front linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5)
set label "expected" at screen 0.8793718,screen 0.9624396 left font ',6.8'
unset colorbox
set label "p of the distribution = 0.290" at graph 0.5,graph 0.93 center front font ',6.12' textcolor rgb '#00000000'
set label "p of the likelihood = 0.825" at graph 0.5,graph 0.86 center front font ',6.12' textcolor rgb '#00000000'
set label "few stars" at graph 0.5,graph 0.79 center front font ',6.12' textcolor rgb '#00d55e00'
plot $r1c3_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r1c3_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5) notitle
unset label
unset arrow
unset object
set lmargin at screen 0.1
set rmargin at screen 0.2965278
set bmargin at screen 0.5360488
set tmargin at screen 0.6647801
set xrange [2.76768:2.838543]
set yrange [0:5.4]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ('' 2.8 0, '' 2.77 1, '' 2.78 1, '' 2.79 1, '' 2.81 1, '' 2.82 1, '' 2.83 1)
unset ytics
unset colorbox
set label "2.801 +0.016 −0.015" at graph 0,graph 1.097571 left
set label "The age here is without the calibration error of 0.043 dex," at graph 1.15,graph 0.85 left front font ',6.8' textcolor rgb '#006e6e6e'
set label "which the panel of the age above includes." at graph 1.15,graph 0.7 left front font ',6.8' textcolor rgb '#006e6e6e'
set label "Contours hold 39 and 86 % of the draws;" at graph 1.15,graph 0.55 left front font ',6.8' textcolor rgb '#006e6e6e'
set label "dashed and above: 16, 50 and 84 %." at graph 1.15,graph 0.4 left front font ',6.8' textcolor rgb '#006e6e6e'
plot $r2c1_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r2c1_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle, \
     $r2c1_3 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle, \
     $r2c1_4 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle
unset label
unset arrow
unset object
set lmargin at screen 0.1
set rmargin at screen 0.2965278
set bmargin at screen 0.3781388
set tmargin at screen 0.5068701
set xrange [2.76768:2.838543]
set yrange [-0.01793733:0.020315]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ('' 2.8 0, '' 2.77 1, '' 2.78 1, '' 2.79 1, '' 2.81 1, '' 2.82 1, '' 2.83 1)
set ytics ("−0.01" -0.01 0, "0.00" 0 0, "0.01" 0.01 0, "0.02" 0.02 0, '' -0.016 1, '' -0.014 1, '' -0.012 1, '' -0.008 1, '' -0.006 1, '' -0.004 1, '' -0.002 1, '' 0.002 1, '' 0.004 1, '' 0.006 1, '' 0.008 1, '' 0.012 1, '' 0.014 1, '' 0.016 1, '' 0.018 1)
set label "ΔE(BP−RP) (mag)" at screen 0.01666667,screen 0.4425044 center rotate by 90
unset colorbox
plot $r3c1_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#8c56b4e9' notitle, \
     $r3c1_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle, \
     $r3c1_3 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle
unset label
unset arrow
unset object
set lmargin at screen 0.3270833
set rmargin at screen 0.5236111
set bmargin at screen 0.3781388
set tmargin at screen 0.5068701
set xrange [-0.01793733:0.020315]
set yrange [0:5.4]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ('' 0 0, '' 0.02 0, '' -0.015 1, '' -0.01 1, '' -0.005 1, '' 0.005 1, '' 0.01 1, '' 0.015 1)
unset ytics
unset colorbox
set label "0.0005 +0.0089 −0.0080" at graph 0,graph 1.097571 left
plot $r3c2_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r3c2_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle, \
     $r3c2_3 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle, \
     $r3c2_4 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle
unset label
unset arrow
unset object
set lmargin at screen 0.1
set rmargin at screen 0.2965278
set bmargin at screen 0.2202288
set tmargin at screen 0.3489601
set xrange [2.76768:2.838543]
set yrange [-0.401027:0.385893]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ('' 2.8 0, '' 2.77 1, '' 2.78 1, '' 2.79 1, '' 2.81 1, '' 2.82 1, '' 2.83 1)
set ytics ("−0.4" -0.4 0, "−0.2" -0.2 0, "0.0" 0 0, "0.2" 0.2 0, '' -0.35 1, '' -0.3 1, '' -0.25 1, '' -0.15 1, '' -0.1 1, '' -0.05 1, '' 0.05 1, '' 0.1 1, '' 0.15 1, '' 0.25 1, '' 0.3 1, '' 0.35 1)
set label "Membership shift" at screen 0.03611111,screen 0.2845945 center rotate by 90
unset colorbox
plot $r4c1_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#8c56b4e9' notitle, \
     $r4c1_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle, \
     $r4c1_3 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle
unset label
unset arrow
unset object
set lmargin at screen 0.3270833
set rmargin at screen 0.5236111
set bmargin at screen 0.2202288
set tmargin at screen 0.3489601
set xrange [-0.01793733:0.020315]
set yrange [-0.401027:0.385893]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ('' 0 0, '' 0.02 0, '' -0.015 1, '' -0.01 1, '' -0.005 1, '' 0.005 1, '' 0.01 1, '' 0.015 1)
set ytics ('' -0.4 0, '' -0.2 0, '' 0 0, '' 0.2 0, '' -0.35 1, '' -0.3 1, '' -0.25 1, '' -0.15 1, '' -0.1 1, '' -0.05 1, '' 0.05 1, '' 0.1 1, '' 0.15 1, '' 0.25 1, '' 0.3 1, '' 0.35 1)
unset colorbox
plot $r4c2_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#8c56b4e9' notitle, \
     $r4c2_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle, \
     $r4c2_3 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5541667
set rmargin at screen 0.7506944
set bmargin at screen 0.2202288
set tmargin at screen 0.3489601
set xrange [-0.401027:0.385893]
set yrange [0:6.48]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ('' 0 0, '' -0.4 1, '' -0.3 1, '' -0.2 1, '' -0.1 1, '' 0.1 1, '' 0.2 1, '' 0.3 1)
unset ytics
unset colorbox
set label "0.01 +0.14 −0.15" at graph 0,graph 1.097571 left
plot $r4c3_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r4c3_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle, \
     $r4c3_3 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle, \
     $r4c3_4 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle
unset label
unset arrow
unset object
set lmargin at screen 0.1
set rmargin at screen 0.2965278
set bmargin at screen 0.06231884
set tmargin at screen 0.1910501
set xrange [2.76768:2.838543]
set yrange [0.04844:0.09056]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("2.80" 2.8 0, '' 2.77 1, '' 2.78 1, '' 2.79 1, '' 2.81 1, '' 2.82 1, '' 2.83 1)
set ytics ("0.06" 0.06 0, "0.08" 0.08 0, '' 0.05 1, '' 0.055 1, '' 0.065 1, '' 0.07 1, '' 0.075 1, '' 0.085 1, '' 0.09 1)
set label "log_{10}(age / Myr)" at screen 0.1982639,screen 0.02850242 center
set label "Outlier fraction" at screen 0.03611111,screen 0.1266845 center rotate by 90
unset colorbox
plot $r5c1_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#8c56b4e9' notitle, \
     $r5c1_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle, \
     $r5c1_3 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle
unset label
unset arrow
unset object
set lmargin at screen 0.3270833
set rmargin at screen 0.5236111
set bmargin at screen 0.06231884
set tmargin at screen 0.1910501
set xrange [-0.01793733:0.020315]
set yrange [0.04844:0.09056]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.00" 0 0, "0.02" 0.02 0, '' -0.015 1, '' -0.01 1, '' -0.005 1, '' 0.005 1, '' 0.01 1, '' 0.015 1)
set ytics ('' 0.06 0, '' 0.08 0, '' 0.05 1, '' 0.055 1, '' 0.065 1, '' 0.07 1, '' 0.075 1, '' 0.085 1, '' 0.09 1)
set label "ΔE(BP−RP) (mag)" at screen 0.4253472,screen 0.02850242 center
unset colorbox
plot $r5c2_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#8c56b4e9' notitle, \
     $r5c2_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle, \
     $r5c2_3 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5541667
set rmargin at screen 0.7506944
set bmargin at screen 0.06231884
set tmargin at screen 0.1910501
set xrange [-0.401027:0.385893]
set yrange [0.04844:0.09056]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, '' -0.4 1, '' -0.3 1, '' -0.2 1, '' -0.1 1, '' 0.1 1, '' 0.2 1, '' 0.3 1)
set ytics ('' 0.06 0, '' 0.08 0, '' 0.05 1, '' 0.055 1, '' 0.065 1, '' 0.07 1, '' 0.075 1, '' 0.085 1, '' 0.09 1)
set label "Membership shift" at screen 0.6524306,screen 0.02850242 center
unset colorbox
plot $r5c3_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#8c56b4e9' notitle, \
     $r5c3_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle, \
     $r5c3_3 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 0.9 dashtype solid notitle
unset label
unset arrow
unset object
set lmargin at screen 0.78125
set rmargin at screen 0.9777778
set bmargin at screen 0.06231884
set tmargin at screen 0.1910501
set xrange [0.04844:0.09056]
set yrange [0:2.16]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.06" 0.06 0, "0.08" 0.08 0, '' 0.05 1, '' 0.055 1, '' 0.065 1, '' 0.07 1, '' 0.075 1, '' 0.085 1, '' 0.09 1)
unset ytics
set label "Outlier fraction" at screen 0.8795139,screen 0.02850242 center
unset colorbox
set label "0.070 +0.013 −0.013" at graph 0,graph 1.097571 left
plot $r5c4_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r5c4_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle, \
     $r5c4_3 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle, \
     $r5c4_4 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (5,3) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
