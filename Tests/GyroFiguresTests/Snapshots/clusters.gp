# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro cluster --catalog all
set encoding utf8
set terminal pngcairo size 2126,685 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
# 61 rows of 3, of which some; sum 115.9 38.53585 492.9069
0.4 0.05786257 9.182987
0.75 0.8049065 5.269653
1.1 1.61805 8.161623
1.45 0.9279378 10.98878
1.8 0.5932252 13.77018
2.15 0.4346521 14.20745
2.5 0.3535038 9.63732
2.85 0.3052622 2.579552
3.2 0.2300007 1.075677
EOD
$r1c1_2 << EOD
# 61 rows of 2, of which some; sum 115.9 259.8372
0.4 0.4828398
0.75 2.930058
1.1 6.832862
1.45 8.877487
1.8 8.83002
2.15 5.80292
2.5 2.207264
2.85 0.9092521
3.2 0.436277
EOD
$r1c1_3 << EOD
0.8 4.9
1 5.95
1.3 7.35
1.7 8.4
2.8 1.47
EOD
$r1c2_1 << EOD
# 61 rows of 3, of which some; sum 115.9 336.342 1206.224
0.4 0.07460677 15.78818
0.75 2.750732 11.62897
1.1 9.021681 14.64566
1.45 10.40479 16.54071
1.8 11.10793 17.98095
2.15 9.280275 20.74261
2.5 3.191196 25.61498
2.85 1.374098 29.90291
3.2 0.5239788 26.43635
EOD
$r1c2_2 << EOD
# 61 rows of 2, of which some; sum 115.9 671.8789
0.4 0.5457312
0.75 6.016895
1.1 10.98982
1.45 12.76822
1.8 14.5399
2.15 17.22501
2.5 20.02056
2.85 13.48801
3.2 1.582623
EOD
$r1c2_3 << EOD
0.8 8.4
1 10.2
1.3 12.6
1.7 14.4
2.8 2.52
EOD
set multiplot
set label 1000 "gyro, model default" at screen 0.01111111,0.02758621 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.08055556
set rmargin at screen 0.5138889
set bmargin at screen 0.2224138
set tmargin at screen 0.8958621
set xrange [0.4:3.4]
set yrange [-1.522879:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1)
set ytics ("0.1" -1 0, "1" 0 0, "10" 1 0, "100" 2 0, '' -1.522879 1, '' -1.39794 1, '' -1.30103 1, '' -1.221849 1, '' -1.154902 1, '' -1.09691 1, '' -1.045757 1, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}" at screen 0.2972222,screen 0.1017241 center
set label "Period (d)" at screen 0.01666667,screen 0.5591379 center rotate by 90
unset key
unset colorbox
set label "young (5)" at graph 0,graph 1.066564 left
set label "log age 2.39" at graph 0.05,graph 0.08 left front font ',5.44' textcolor rgb '#00000000'
plot $r1c1_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder title "model, 90 %", \
     $r1c1_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 0.84 dashtype solid notitle, \
     $r1c1_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2916667 linewidth 0.7 linecolor rgb '#00000000' title "stars"
unset label
set lmargin at screen 0.5444444
set rmargin at screen 0.9777778
set bmargin at screen 0.2224138
set tmargin at screen 0.8958621
set xrange [0.4:3.4]
set yrange [-1.522879:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1)
set ytics ('' -1 0, '' 0 0, '' 1 0, '' 2 0, '' -1.522879 1, '' -1.39794 1, '' -1.30103 1, '' -1.221849 1, '' -1.154902 1, '' -1.09691 1, '' -1.045757 1, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}" at screen 0.7611111,screen 0.1017241 center
unset key
unset colorbox
set label "old (5)" at graph 0,graph 1.066564 left
set label "log age 2.99" at graph 0.05,graph 0.08 left front font ',5.44' textcolor rgb '#00000000'
plot $r1c2_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder title "model, 90 %", \
     $r1c2_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 0.84 dashtype solid notitle, \
     $r1c2_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2916667 linewidth 0.7 linecolor rgb '#00000000' title "stars"
unset label
unset multiplot
unset output
