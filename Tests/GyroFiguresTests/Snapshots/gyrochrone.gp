# Run with: gnuplot THIS_FILE
# gyro VERSION, model default 30d6e0629aac, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,957 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
# 120 rows of 90, of which some; sum 3598.046
0.09612409 0.001154984 0.0001677708 0.0001043111 8.736669e-05 8.845268e-05 0.0001014498 0.0001465641 0.0003748381
0.2227013 0.002865913 0.0003644016 0.0002254808 0.0001948947 0.0002014555 0.0002851959 0.0008766436 0.009077179
1.012725 0.01128599 0.001533097 0.0006152547 0.0007216698 0.00160068 0.008586825 0.08005799 0.2496493
0.903827 0.02382971 0.006284875 0.002192799 0.003317385 0.02099424 0.1282907 0.2839907 1.375883
0.257129 0.2406444 0.01606067 0.01511309 0.04421915 0.1216841 0.1516489 0.3449519 0.4610057
0.1695342 3.666247 0.8542898 0.2933354 0.2781451 0.2554143 0.2780502 0.5881455 0.2605118
0.08873247 0.03376973 0.03026673 0.05126615 0.1223984 1.531164 5.112738 1.654527 0.3554246
0.003797575 0.002832601 0.003555291 0.004458023 0.003691251 0.002514351 0.002164244 0.002740166 0.007256629
EOD
$r1c1_2 << EOD
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
$r1c1_3 << EOD
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
$r1c1_4 << EOD
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
$r1c1_5 << EOD
0.5 NaN
0.75 9.940876
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
$r1c1_6 << EOD
0.5 NaN
0.75 8.056749
1 14.15824
1.25 17.36884
1.5 20.42604
1.75 22.78772
2 23.88881
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_7 << EOD
0.5 NaN
0.75 7.239353
1 11.7612
1.25 NaN
1.5 NaN
1.75 NaN
2 NaN
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_8 << EOD
0.5 NaN
0.75 7.667314
1 10.98295
1.25 12.34146
1.5 13.50351
1.75 14.33562
2 14.70738
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_9 << EOD
0.5 NaN
0.75 5.957467
1 10.1578
1.25 11.29
1.5 12.57978
1.75 14.67257
2 17.37256
2.25 20.12055
2.5 22.13294
2.75 NaN
3 NaN
EOD
set multiplot
set label 1000 "gyro VERSION, model default 30d6e0629aac, color error 0.03 mag" at screen 0.02352941,0.0197409 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.8376471
set bmargin at screen 0.159161
set tmargin at screen 0.8138186
set xrange [0.5:3]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1)
set ytics ("0.1" -1 0, "0.3" -0.5228787 0, "1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0, '' -0.69897 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.4938235,screen 0.07279457 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.4864898 center rotate by 90
set label "Density per dex of period" at screen 0.9647059,screen 0.4864898 center rotate by 90
set key at graph 0.5,graph 1.022616 center bottom Left reverse maxrows 3 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
set palette defined (0 '#ffffff', 1 '#e3eef9', 2 '#cfe1f2', 3 '#b5d4e9', 4 '#93c3df', 5 '#6daed5', 6 '#4b97c9', 7 '#2f7ebc', 8 '#1864aa', 9 '#08306b') maxcolors 256
set cbrange [0:4.856856]
set colorbox vertical user origin screen 0.8552941,screen 0.159161 size screen 0.02588235,screen 0.6546576 border
set cbtics scale 0.4 ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, "4" 4 0)
set label "Lines: 10, 50, 90 % of stars rotate faster" at graph 0,graph 1.219563 left
plot $r1c1_1 using (0.5138889+0.02777778*$1):(-0.9875+0.025*$2):3 matrix with image notitle, \
     $r1c1_2 using ($1):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_3 using ($1):(log10($2)) with lines linecolor rgb '#00d55e00' linewidth 1.4 dashtype solid title "700 Myr", \
     $r1c1_4 using ($1):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_5 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (2,4) title "Skumanich 1972", \
     $r1c1_6 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,5) title "Barnes 2007", \
     $r1c1_7 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,4,2,4) title "Mamajek \0134\0046 H. 2008", \
     $r1c1_8 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (5,3) title "Angus+ 2015", \
     $r1c1_9 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (18,5) title "Angus+ 2019"
unset label
unset multiplot
unset output
