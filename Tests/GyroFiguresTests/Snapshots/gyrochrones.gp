# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,990 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
0.5 0.3459305 1.756321
0.75 1.033521 3.435957
1 1.068215 6.093605
1.25 0.4491427 7.677355
1.5 0.3152748 7.952286
1.75 0.2839533 7.712397
2 0.2883323 6.971471
2.25 0.3176104 5.476571
2.5 0.36972 3.484893
2.75 0.3920943 1.769572
3 0.317758 0.9851746
EOD
$r1c1_2 << EOD
0.5 0.3844738 4.195451
0.75 4.66244 8.294246
1 8.495706 10.4976
1.25 9.86956 11.96795
1.5 11.03321 13.45452
1.75 11.16028 15.41115
2 7.631717 18.13646
2.25 3.329169 21.48559
2.5 1.771932 24.15556
2.75 1.067192 22.74687
3 0.5477765 4.671532
EOD
$r1c1_3 << EOD
0.5 0.3459305
0.75 1.033521
1 1.068215
1.25 0.4491427
1.5 0.3152748
1.75 0.2839533
2 0.2883323
2.25 0.3176104
2.5 0.36972
2.75 0.3920943
3 0.317758
EOD
$r1c1_4 << EOD
0.5 0.5977428
0.75 2.238954
1 4.632027
1.25 5.245497
1.5 3.922918
1.75 2.823846
2 2.233079
2.25 1.777333
2.5 1.318127
2.75 0.901928
3 0.5776096
EOD
$r1c1_5 << EOD
0.5 1.756321
0.75 3.435957
1 6.093605
1.25 7.677355
1.5 7.952286
1.75 7.712397
2 6.971471
2.25 5.476571
2.5 3.484893
2.75 1.769572
3 0.9851746
EOD
$r1c1_6 << EOD
0.5 0.3844738
0.75 4.66244
1 8.495706
1.25 9.86956
1.5 11.03321
1.75 11.16028
2 7.631717
2.25 3.329169
2.5 1.771932
2.75 1.067192
3 0.5477765
EOD
$r1c1_7 << EOD
0.5 0.8649478
0.75 6.728456
1 9.398112
1.25 10.78536
1.5 12.30086
1.75 14.06556
2 16.21604
2.25 18.46837
2.5 18.82829
2.75 7.565734
3 1.400989
EOD
$r1c1_8 << EOD
0.5 4.195451
0.75 8.294246
1 10.4976
1.25 11.96795
1.5 13.45452
1.75 15.41115
2 18.13646
2.25 21.48559
2.5 24.15556
2.75 22.74687
3 4.671532
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
set label 1000 "gyro VERSION, model default e89cc66b5a97, color error 0.03 mag" at screen 0.02352941,0.01909308 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.9529412
set bmargin at screen 0.1539379
set tmargin at screen 0.7871122
set xrange [0.5:3]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1)
set ytics ("0.1" -1 0, "0.3" -0.5228787 0, "1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0, '' -0.69897 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.5514706,screen 0.07040573 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.4705251 center rotate by 90
set arrow from screen 0.1101543,screen 0.9115155 to screen 0.161919,screen 0.9115155 nohead front linecolor rgb '#00d55e00' linewidth 1.4 dashtype solid
set label "100 Myr" at screen 0.1748601,screen 0.9115155 left font ',6.8'
set arrow from screen 0.3211386,screen 0.9115155 to screen 0.3729033,screen 0.9115155 nohead front linecolor rgb '#00009e73' linewidth 1.4 dashtype solid
set label "700 Myr" at screen 0.3858445,screen 0.9115155 left font ',6.8'
set arrow from screen 0.532123,screen 0.9115155 to screen 0.5838877,screen 0.9115155 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (2,4)
set label "Skumanich 1972 (100 Myr)" at screen 0.5968289,screen 0.9115155 left font ',6.8'
set arrow from screen 0.05850664,screen 0.8786993 to screen 0.1102713,screen 0.8786993 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (9,5)
set label "Barnes 2007 (100 Myr)" at screen 0.1232125,screen 0.8786993 left font ',6.8'
set arrow from screen 0.4852446,screen 0.8786993 to screen 0.5370093,screen 0.8786993 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (9,4,2,4)
set label "Mamajek \0134\0046 H. 2008 (100 Myr)" at screen 0.5499505,screen 0.8786993 left font ',6.8'
set arrow from screen 0.1247303,screen 0.8458831 to screen 0.176495,screen 0.8458831 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (5,3)
set label "Angus+ 2015 (100 Myr)" at screen 0.1894361,screen 0.8458831 left font ',6.8'
set arrow from screen 0.5655882,screen 0.8458831 to screen 0.6173529,screen 0.8458831 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (18,5)
set label "Angus+ 2019 (100 Myr)" at screen 0.6302941,screen 0.8458831 left font ',6.8'
set label '' at screen 0.4930384,screen 0.8130668 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000'
set label "4 stars" at screen 0.5165678,screen 0.8130668 left font ',6.8'
unset colorbox
set label "Median and 10–90 % of stars" at graph 0,graph 1.271391 left
plot $r1c1_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#e0d55e00' fillstyle solid noborder notitle, \
     $r1c1_2 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#e0009e73' fillstyle solid noborder notitle, \
     $r1c1_3 using ($1):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_4 using ($1):(log10($2)) with lines linecolor rgb '#00d55e00' linewidth 1.4 dashtype solid notitle, \
     $r1c1_5 using ($1):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_6 using ($1):(log10($2)) with lines linecolor rgb '#66009e73' linewidth 0.6 dashtype solid notitle, \
     $r1c1_7 using ($1):(log10($2)) with lines linecolor rgb '#00009e73' linewidth 1.4 dashtype solid notitle, \
     $r1c1_8 using ($1):(log10($2)) with lines linecolor rgb '#66009e73' linewidth 0.6 dashtype solid notitle, \
     $r1c1_9 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (2,4) notitle, \
     $r1c1_10 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,5) notitle, \
     $r1c1_11 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,4,2,4) notitle, \
     $r1c1_12 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (5,3) notitle, \
     $r1c1_13 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (18,5) notitle, \
     $r1c1_14 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
