# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro cluster mock.csv
set encoding utf8
set terminal pngcairo size 2126,2067 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
# 45 rows of 3, of which some; sum 29047.37 0 274.2885
566.8416 0 4.159067
581.2115 0 5.062943
598.8757 0 6.077172
617.0768 0 6.868743
635.831 0 7.278996
655.1552 0 7.262183
675.0668 0 6.833892
695.5835 0 6.094479
716.7237 0 5.142221
EOD
$r1c1_2 << EOD
# 25 rows of 3, of which some; sum 13216.79 0 54.03306
493.7833 0 0.7969577
500.405 0 0.9657035
509.4753 0 1.238964
518.71 0 1.57422
528.1121 0 1.975695
537.6846 0 2.44263
547.4307 0 2.978655
557.3534 0 3.56896
566.8416 0 4.159067
EOD
$r1c1_3 << EOD
# 24 rows of 3, of which some; sum 18779.12 0 57.96468
733.9487 0 4.319747
742.9418 0 3.892982
756.4083 0 3.276372
770.1189 0 2.699014
784.0781 0 2.179628
798.2902 0 1.723835
812.76 0 1.338467
827.492 0 1.022189
EOD
$r1c1_4 << EOD
# 134 rows of 2, of which some; sum 88294.42 382.8992
432.0654 0.09997701
474.1515 0.4339428
521.8253 1.700745
574.2925 4.630919
632.0351 7.230451
695.5835 6.094479
765.5213 2.885713
842.4911 0.767019
927.1999 0.1356072
EOD
$r1c1_5 << EOD
645.4154 0
645.4154 7.691667
EOD
$r1c2_1 << EOD
# 61 rows of 3, of which some; sum 109.8 265.8305 990.7079
0.7 1.260857 7.99185
0.9566667 5.995236 9.859132
1.213333 7.762964 11.79839
1.47 8.095438 13.24106
1.726667 6.871912 14.85851
1.983333 3.9853 17.27966
2.24 2.1153 20.55133
2.496667 1.308843 23.44101
2.753333 0.8290475 23.41265
EOD
$r1c2_2 << EOD
# 61 rows of 2, of which some; sum 109.8 666.9166
0.7 3.55955
0.9566667 8.022619
1.213333 9.839012
1.47 11.26006
1.726667 12.81707
1.983333 14.64058
2.24 16.13411
2.496667 14.31438
2.753333 5.323934
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
0.2 0.3 0
0.3 0.4 0.4
0.4 0.5 0
0.5 0.6 0.4
0.6 0.7 0
0.7 0.8 0.2
0.8 0.9 0
0.9 1 0
EOD
$r1c3_2 << EOD
0 0.1
1 0.1
EOD
$r2c1_1 << EOD
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
$r2c2_1 << EOD
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
$r3c1_1 << EOD
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
$r3c2_1 << EOD
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
$r3c3_1 << EOD
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
set multiplot
set label 1000 "Mock \0134\0046 Co: age 650 −40 +45 Myr" at screen 0.5,0.9817143 center
set label 1001 "gyro, model default" at screen 0.01111111,0.009142857 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.1
set rmargin at screen 0.3273148
set bmargin at screen 0.6531429
set tmargin at screen 0.9431429
set xrange [2.618353:2.996667]
set yrange [0:7.691667]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("600" 2.778151 0, "800" 2.90309 0, '' 2.653213 1, '' 2.69897 1, '' 2.740363 1, '' 2.812913 1, '' 2.845098 1, '' 2.875061 1, '' 2.929419 1, '' 2.954243 1, '' 2.977724 1)
set ytics ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, "4" 4 0, "5" 5 0, "6" 6 0, "7" 7 0, '' 0.2 1, '' 0.4 1, '' 0.6 1, '' 0.8 1, '' 1.2 1, '' 1.4 1, '' 1.6 1, '' 1.8 1, '' 2.2 1, '' 2.4 1, '' 2.6 1, '' 2.8 1, '' 3.2 1, '' 3.4 1, '' 3.6 1, '' 3.8 1, '' 4.2 1, '' 4.4 1, '' 4.6 1, '' 4.8 1, '' 5.2 1, '' 5.4 1, '' 5.6 1, '' 5.8 1, '' 6.2 1, '' 6.4 1, '' 6.6 1, '' 6.8 1, '' 7.2 1, '' 7.4 1, '' 7.6 1)
set label "Age (Myr)" at screen 0.2136574,screen 0.6131429 center
set label "Density per dex" at screen 0.05555556,screen 0.7981429 center rotate by 90
set key at graph 0.5,graph 1.023645 center bottom Left reverse maxrows 1 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
unset colorbox
plot $r1c1_1 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#590072b2' fillstyle solid noborder title "68 %", \
     $r1c1_2 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#b30072b2' fillstyle solid noborder title "95 %", \
     $r1c1_3 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#b30072b2' fillstyle solid noborder notitle, \
     $r1c1_4 using (log10($1)):($2) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c1_5 using (log10($1)):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5) title "median"
unset label
set lmargin at screen 0.4300926
set rmargin at screen 0.6574074
set bmargin at screen 0.6531429
set tmargin at screen 0.9431429
set xrange [0.7:2.9]
set yrange [-0.2938401:1.461444]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("1" 1 0, "2" 2 0, '' 0.8 1, '' 1.2 1, '' 1.4 1, '' 1.6 1, '' 1.8 1, '' 2.2 1, '' 2.4 1, '' 2.6 1, '' 2.8 1)
set ytics ("1" 0 0, "2" 0.30103 0, "5" 0.69897 0, "10" 1 0, "20" 1.30103 0, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.4771213 1, '' 0.60206 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.54375,screen 0.6131429 center
set label "Rotation period (d)" at screen 0.3856481,screen 0.7981429 center rotate by 90
set key at graph 0.5,graph 1.023645 center bottom Left reverse maxrows 1 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
unset colorbox
plot $r1c2_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder title "model, 90 %", \
     $r1c2_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c2_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.4166667 linewidth 0.7 linecolor rgb '#00000000' title "stars"
unset label
set lmargin at screen 0.750463
set rmargin at screen 0.9777778
set bmargin at screen 0.6531429
set tmargin at screen 0.9431429
set xrange [0:1]
set yrange [0:0.568]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1)
set ytics ("0.0" 0 0, "0.1" 0.1 0, "0.2" 0.2 0, "0.3" 0.3 0, "0.4" 0.4 0, "0.5" 0.5 0, '' 0.02 1, '' 0.04 1, '' 0.06 1, '' 0.08 1, '' 0.12 1, '' 0.14 1, '' 0.16 1, '' 0.18 1, '' 0.22 1, '' 0.24 1, '' 0.26 1, '' 0.28 1, '' 0.32 1, '' 0.34 1, '' 0.36 1, '' 0.38 1, '' 0.42 1, '' 0.44 1, '' 0.46 1, '' 0.48 1, '' 0.52 1, '' 0.54 1, '' 0.56 1)
set label "Probability of a shorter period" at screen 0.8641204,screen 0.6131429 center
set label "Share of stars" at screen 0.6962963,screen 0.7981429 center rotate by 90
set key at graph 0.5,graph 1.023645 center bottom Left reverse maxrows 1 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
unset colorbox
set label "predictive p 0.365" at graph 0.5,graph 0.93 center front font ',6.8' textcolor rgb '#00000000'
set label "few stars" at graph 0.5,graph 0.86 center front font ',6.12' textcolor rgb '#00d55e00'
plot $r1c3_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder title "stars", \
     $r1c3_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5) title "expected"
unset label
set lmargin at screen 0.1
set rmargin at screen 0.3273148
set bmargin at screen 0.3634286
set tmargin at screen 0.5954286
set xrange [2.767024:2.839199]
set yrange [-0.01829151:0.02066919]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("2.78" 2.78 0, "2.80" 2.8 0, "2.82" 2.82 0, '' 2.77 1, '' 2.775 1, '' 2.785 1, '' 2.79 1, '' 2.795 1, '' 2.805 1, '' 2.81 1, '' 2.815 1, '' 2.825 1, '' 2.83 1, '' 2.835 1)
set ytics ("−0.01" -0.01 0, "0.00" 0 0, "0.01" 0.01 0, "0.02" 0.02 0, '' -0.018 1, '' -0.016 1, '' -0.014 1, '' -0.012 1, '' -0.008 1, '' -0.006 1, '' -0.004 1, '' -0.002 1, '' 0.002 1, '' 0.004 1, '' 0.006 1, '' 0.008 1, '' 0.012 1, '' 0.014 1, '' 0.016 1, '' 0.018 1)
set label "log_{10}(age / Myr)" at screen 0.2136574,screen 0.3234286 center
set label "ΔE(BP−RP) (mag)" at screen 0.01666667,screen 0.4794286 center rotate by 90
unset key
unset colorbox
plot $r2c1_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#b30072b2' notitle
unset label
set lmargin at screen 0.4300926
set rmargin at screen 0.6574074
set bmargin at screen 0.3634286
set tmargin at screen 0.5954286
set xrange [-0.01829151:0.02066919]
set yrange [0:5.25]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("−0.01" -0.01 0, "0.00" 0 0, "0.01" 0.01 0, "0.02" 0.02 0, '' -0.018 1, '' -0.016 1, '' -0.014 1, '' -0.012 1, '' -0.008 1, '' -0.006 1, '' -0.004 1, '' -0.002 1, '' 0.002 1, '' 0.004 1, '' 0.006 1, '' 0.008 1, '' 0.012 1, '' 0.014 1, '' 0.016 1, '' 0.018 1)
set ytics ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, "4" 4 0, "5" 5 0, '' 0.2 1, '' 0.4 1, '' 0.6 1, '' 0.8 1, '' 1.2 1, '' 1.4 1, '' 1.6 1, '' 1.8 1, '' 2.2 1, '' 2.4 1, '' 2.6 1, '' 2.8 1, '' 3.2 1, '' 3.4 1, '' 3.6 1, '' 3.8 1, '' 4.2 1, '' 4.4 1, '' 4.6 1, '' 4.8 1, '' 5.2 1)
set label "ΔE(BP−RP) (mag)" at screen 0.54375,screen 0.3234286 center
set label "Draws" at screen 0.3856481,screen 0.4794286 center rotate by 90
unset key
unset colorbox
plot $r2c2_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle
unset label
set lmargin at screen 0.1
set rmargin at screen 0.3273148
set bmargin at screen 0.07371429
set tmargin at screen 0.3057143
set xrange [2.767024:2.839199]
set yrange [0.04805:0.09095]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("2.78" 2.78 0, "2.80" 2.8 0, "2.82" 2.82 0, '' 2.77 1, '' 2.775 1, '' 2.785 1, '' 2.79 1, '' 2.795 1, '' 2.805 1, '' 2.81 1, '' 2.815 1, '' 2.825 1, '' 2.83 1, '' 2.835 1)
set ytics ("0.05" 0.05 0, "0.06" 0.06 0, "0.07" 0.07 0, "0.08" 0.08 0, "0.09" 0.09 0, '' 0.052 1, '' 0.054 1, '' 0.056 1, '' 0.058 1, '' 0.062 1, '' 0.064 1, '' 0.066 1, '' 0.068 1, '' 0.072 1, '' 0.074 1, '' 0.076 1, '' 0.078 1, '' 0.082 1, '' 0.084 1, '' 0.086 1, '' 0.088 1)
set label "log_{10}(age / Myr)" at screen 0.2136574,screen 0.03371429 center
set label "Outlier fraction" at screen 0.03611111,screen 0.1897143 center rotate by 90
unset key
unset colorbox
plot $r3c1_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#b30072b2' notitle
unset label
set lmargin at screen 0.4300926
set rmargin at screen 0.6574074
set bmargin at screen 0.07371429
set tmargin at screen 0.3057143
set xrange [-0.01829151:0.02066919]
set yrange [0.04805:0.09095]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("−0.01" -0.01 0, "0.00" 0 0, "0.01" 0.01 0, "0.02" 0.02 0, '' -0.018 1, '' -0.016 1, '' -0.014 1, '' -0.012 1, '' -0.008 1, '' -0.006 1, '' -0.004 1, '' -0.002 1, '' 0.002 1, '' 0.004 1, '' 0.006 1, '' 0.008 1, '' 0.012 1, '' 0.014 1, '' 0.016 1, '' 0.018 1)
set ytics ("0.05" 0.05 0, "0.06" 0.06 0, "0.07" 0.07 0, "0.08" 0.08 0, "0.09" 0.09 0, '' 0.052 1, '' 0.054 1, '' 0.056 1, '' 0.058 1, '' 0.062 1, '' 0.064 1, '' 0.066 1, '' 0.068 1, '' 0.072 1, '' 0.074 1, '' 0.076 1, '' 0.078 1, '' 0.082 1, '' 0.084 1, '' 0.086 1, '' 0.088 1)
set label "ΔE(BP−RP) (mag)" at screen 0.54375,screen 0.03371429 center
set label "Outlier fraction" at screen 0.3662037,screen 0.1897143 center rotate by 90
unset key
unset colorbox
plot $r3c2_1 using ($1):($2) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#b30072b2' notitle
unset label
set lmargin at screen 0.750463
set rmargin at screen 0.9777778
set bmargin at screen 0.07371429
set tmargin at screen 0.3057143
set xrange [0.04805:0.09095]
set yrange [0:2.1]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.06" 0.06 0, "0.08" 0.08 0, '' 0.05 1, '' 0.055 1, '' 0.065 1, '' 0.07 1, '' 0.075 1, '' 0.085 1, '' 0.09 1)
set ytics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1)
set label "Outlier fraction" at screen 0.8641204,screen 0.03371429 center
set label "Draws" at screen 0.6962963,screen 0.1897143 center rotate by 90
unset key
unset colorbox
plot $r3c3_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle
unset label
unset multiplot
unset output
