# Run with: gnuplot THIS_FILE
# gyro VERSION, model default 30d6e0629aac, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,1120 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
0.5 0.2490723 3.994482
0.75 0.6584671 3.646025
1 1.125257 5.956956
1.25 0.6120976 8.089695
1.5 0.4346784 9.426576
1.75 0.3758044 9.38819
2 0.3508526 8.019019
2.25 0.3425425 5.993133
2.5 0.3511072 3.555525
2.75 0.364157 1.790109
3 0.3237546 1.051866
EOD
$r1c1_2 << EOD
0.5 0.2830645 5.716341
0.75 2.827507 7.533608
1 7.455928 10.01368
1.25 8.979555 11.81562
1.5 9.769518 13.16172
1.75 10.05333 14.72611
2 8.623838 16.93892
2.25 5.409363 19.8298
2.5 2.440919 22.28764
2.75 1.388453 21.41073
3 0.7689341 12.67796
EOD
$r1c1_3 << EOD
0.5 0.2490723
0.75 0.6584671
1 1.125257
1.25 0.6120976
1.5 0.4346784
1.75 0.3758044
2 0.3508526
2.25 0.3425425
2.5 0.3511072
2.75 0.364157
3 0.3237546
EOD
$r1c1_4 << EOD
0.5 0.5614006
0.75 1.936365
1 4.532698
1.25 5.831711
1.5 5.53563
1.75 4.445047
2 3.362852
2.25 2.325684
2.5 1.464193
2.75 0.901972
3 0.5754834
EOD
$r1c1_5 << EOD
0.5 3.994482
0.75 3.646025
1 5.956956
1.25 8.089695
1.5 9.426576
1.75 9.38819
2 8.019019
2.25 5.993133
2.5 3.555525
2.75 1.790109
3 1.051866
EOD
$r1c1_6 << EOD
0.5 0.2830645
0.75 2.827507
1 7.455928
1.25 8.979555
1.5 9.769518
1.75 10.05333
2 8.623838
2.25 5.409363
2.5 2.440919
2.75 1.388453
3 0.7689341
EOD
$r1c1_7 << EOD
0.5 0.8505648
0.75 4.96267
1 8.705729
1.25 10.33451
1.5 11.67501
1.75 13.19041
2 15.01672
2.25 16.69814
2.5 15.90974
2.75 7.446211
3 1.696942
EOD
$r1c1_8 << EOD
0.5 5.716341
0.75 7.533608
1 10.01368
1.25 11.81562
1.5 13.16172
1.75 14.72611
2 16.93892
2.25 19.8298
2.5 22.28764
2.75 21.41073
3 12.67796
EOD
$r1c1_9 << EOD
0.5 NaN
0.75 3.757298
1 NaN
1.25 NaN
1.5 NaN
1.75 NaN
2 NaN
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_10 << EOD
0.5 NaN
0.75 2.935205
1 5.158078
1.25 6.327753
1.5 7.441541
1.75 8.301938
2 8.703085
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_11 << EOD
0.5 NaN
0.75 2.406436
1 3.909544
1.25 NaN
1.5 NaN
1.75 NaN
2 NaN
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_12 << EOD
0.5 NaN
0.75 2.629295
1 3.766301
1.25 4.232167
1.5 4.630657
1.75 4.916006
2 5.043494
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_13 << EOD
0.5 NaN
0.75 1.691231
1 2.88364
1.25 3.205053
1.5 3.571201
1.75 4.165312
2 4.931797
2.25 5.711907
2.5 6.283191
2.75 NaN
3 NaN
EOD
$r1c1_14 << EOD
0.8 7
1.2 10
2.5 1.5
3 0.4
EOD
set multiplot
set label 1000 "gyro VERSION, model default 30d6e0629aac, color error 0.03 mag" at screen 0.02352941,0.01687764 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.9529412
set bmargin at screen 0.1360759
set tmargin at screen 0.6957806
set xrange [0.5:3]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1)
set ytics ("0.1" -1 0, "0.3" -0.5228787 0, "1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0, '' -0.69897 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.5514706,screen 0.06223629 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.4159283 center rotate by 90
set key at graph 0.5,graph 1.022616 center bottom Left reverse maxrows 8 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
unset colorbox
set label "Lines: 10, 50, 90 % of stars rotate faster" at graph 0,graph 1.478703 left
plot $r1c1_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#e0d55e00' fillstyle solid noborder notitle, \
     $r1c1_2 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#e0009e73' fillstyle solid noborder notitle, \
     $r1c1_3 using ($1):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_4 using ($1):(log10($2)) with lines linecolor rgb '#00d55e00' linewidth 1.4 dashtype solid title "100 Myr", \
     $r1c1_5 using ($1):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_6 using ($1):(log10($2)) with lines linecolor rgb '#66009e73' linewidth 0.6 dashtype solid notitle, \
     $r1c1_7 using ($1):(log10($2)) with lines linecolor rgb '#00009e73' linewidth 1.4 dashtype solid title "700 Myr", \
     $r1c1_8 using ($1):(log10($2)) with lines linecolor rgb '#66009e73' linewidth 0.6 dashtype solid notitle, \
     $r1c1_9 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (2,4) title "Skumanich 1972 (100 Myr)", \
     $r1c1_10 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,5) title "Barnes 2007 (100 Myr)", \
     $r1c1_11 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,4,2,4) title "Mamajek \0134\0046 H. 2008 (100 Myr)", \
     $r1c1_12 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (5,3) title "Angus+ 2015 (100 Myr)", \
     $r1c1_13 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (18,5) title "Angus+ 2019 (100 Myr)", \
     $r1c1_14 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000' title "4 stars"
unset label
unset multiplot
unset output
