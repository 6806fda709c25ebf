# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro cluster --catalog all
set encoding utf8
set terminal pngcairo size 2126,685 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
# 61 rows of 3, of which some; sum 115.9 38.00155 418.0354
0.4 0.1403456 9.348613
0.75 1.414428 4.508186
1.1 1.39019 8.265996
1.45 0.503924 10.98523
1.8 0.3491167 11.71194
2.15 0.3207146 10.90253
2.5 0.3356825 6.59489
2.85 0.3098691 1.729956
3.2 0.2093976 1.005675
EOD
$r1c1_2 << EOD
# 61 rows of 2, of which some; sum 115.9 199.281
0.4 0.4968658
0.75 3.019123
1.1 6.883174
1.45 8.001735
1.8 5.044099
2.15 2.697112
2.5 1.405173
2.85 0.7353147
3.2 0.3812046
EOD
$r1c1_3 << EOD
0.8 4.9
1 5.95
1.3 7.35
1.7 8.4
2.8 1.47
EOD
$r1c2_1 << EOD
# 61 rows of 3, of which some; sum 115.9 309.7976 1084.779
0.4 0.1133789 15.94916
0.75 4.413698 10.22327
1.1 9.624355 13.17477
1.45 11.04747 16.30798
1.8 11.23044 19.73363
2.15 5.198436 23.5867
2.5 1.529626 27.96425
2.85 0.7087382 28.62574
3.2 0.3093138 6.692648
EOD
$r1c2_2 << EOD
# 61 rows of 2, of which some; sum 115.9 663.1583
0.4 0.5568637
0.75 7.785493
1.1 10.8619
1.45 12.48774
1.8 14.78507
2.15 18.27011
2.5 21.36235
2.85 6.793759
3.2 0.9490686
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
set label "log age 2.27" at graph 0.05,graph 0.08 left front font ',5.44' textcolor rgb '#00000000'
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
set label "log age 2.93" at graph 0.05,graph 0.08 left front font ',5.44' textcolor rgb '#00000000'
plot $r1c2_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder title "model, 90 %", \
     $r1c2_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 0.84 dashtype solid notitle, \
     $r1c2_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2916667 linewidth 0.7 linecolor rgb '#00000000' title "stars"
unset label
unset multiplot
unset output
