# Run with: gnuplot THIS_FILE
# gyro, model default, errors statistical only
# gyro cluster --catalog all
set encoding utf8
set terminal pngcairo size 2126,626 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
# 61 rows of 3, of which some; sum 122 34.46228 395.2245
0.3 0.1028634 11.78617
0.6966667 0.9439177 3.860462
1.093333 1.454789 8.202994
1.49 0.4725992 11.18796
1.886667 0.3357632 11.59551
2.283333 0.3233188 10.052
2.68 0.33786 3.301061
3.076667 0.2407746 1.087673
3.473333 0.1466875 1.066499
EOD
$r1c1_2 << EOD
# 61 rows of 2, of which some; sum 122 178.2915
0.3 0.5570717
0.6966667 2.286919
1.093333 6.825971
1.49 7.752964
1.886667 4.335823
2.283333 2.099624
2.68 1.014679
3.076667 0.4683144
3.473333 0.2874501
EOD
$r1c1_3 << EOD
0.8 4.9
1 5.95
1.3 7.35
1.7 8.4
2.8 1.47
EOD
$r1c2_1 << EOD
# 61 rows of 3, of which some; sum 122 274.5279 1024.543
0.3 0.09636182 19.29867
0.6966667 2.768162 9.405197
1.093333 9.594936 13.11821
1.49 11.19868 16.66858
1.886667 10.2922 20.63439
2.283333 2.899755 25.25589
2.68 1.063479 29.55489
3.076667 0.4024334 17.93712
3.473333 0.204254 2.470801
EOD
$r1c2_2 << EOD
# 61 rows of 2, of which some; sum 122 588.8027
0.3 0.6192715
0.6966667 5.816085
1.093333 10.83381
1.49 12.70766
1.886667 15.52479
2.283333 19.76786
2.68 19.52455
3.076667 1.417961
3.473333 0.4823216
EOD
$r1c2_3 << EOD
0.8 8.4
1 10.2
1.3 12.6
1.7 14.4
2.8 2.52
EOD
set multiplot
set label 1000 "gyro, model default, errors statistical only" at screen 0.01111111,0.03018868 left font ',4.8' textcolor rgb '#006e6e6e'
set object rectangle from screen 0.3657752,screen 0.9391509 to screen 0.3902196,screen 0.9712264 front fillcolor rgb '#9956b4e9' fillstyle solid noborder
set label "model 90 %" at screen 0.3963307,screen 0.9551887 left font ',6.8'
set arrow from screen 0.4896774,screen 0.9551887 to screen 0.5141218,screen 0.9551887 nohead front linecolor rgb '#000072b2' linewidth 0.84 dashtype solid
set label "median" at screen 0.520233,screen 0.9551887 left font ',6.8'
set label '' at screen 0.5876411,screen 0.9551887 point pointtype 7 pointsize dot*0.2916667 linewidth 0.7 linecolor rgb '#00000000'
set label "stars" at screen 0.5987522,screen 0.9551887 left font ',6.8'
set lmargin at screen 0.07083333
set rmargin at screen 0.5090278
set bmargin at screen 0.2433962
set tmargin at screen 0.8190566
set xrange [0.3:3.7]
set yrange [-1.30103:2.30103]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, "3.5" 3.5 0, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1, '' 3.6 1, '' 3.7 1)
set ytics ("0.1" -1 0, "1" 0 0, "10" 1 0, "100" 2 0, '' -1.30103 1, '' -1.221849 1, '' -1.154902 1, '' -1.09691 1, '' -1.045757 1, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1, '' 2.30103 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.2899306,screen 0.1113208 center
set label "Period (d)" at screen 0.01666667,screen 0.5312264 center rotate by 90
unset colorbox
set label "young, 5 stars" at graph 0,graph 1.085218 left
set label "log age 2.27" at graph 0.05,graph 0.08 left front font ',5.44' textcolor rgb '#00000000'
set label "few stars" at graph 0.96,graph 0.9 right front font ',4.76' textcolor rgb '#00d55e00'
plot $r1c1_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder notitle, \
     $r1c1_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 0.84 dashtype solid notitle, \
     $r1c1_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2916667 linewidth 0.7 linecolor rgb '#00000000' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5395833
set rmargin at screen 0.9777778
set bmargin at screen 0.2433962
set tmargin at screen 0.8190566
set xrange [0.3:3.7]
set yrange [-1.30103:2.30103]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, "3.5" 3.5 0, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1, '' 3.6 1, '' 3.7 1)
set ytics ('' -1 0, '' 0 0, '' 1 0, '' 2 0, '' -1.30103 1, '' -1.221849 1, '' -1.154902 1, '' -1.09691 1, '' -1.045757 1, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1, '' 2.30103 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.7586806,screen 0.1113208 center
unset colorbox
set label "old, 5 stars" at graph 0,graph 1.085218 left
set label "log age 2.93" at graph 0.05,graph 0.08 left front font ',5.44' textcolor rgb '#00000000'
set label "few stars" at graph 0.96,graph 0.9 right front font ',4.76' textcolor rgb '#00d55e00'
plot $r1c2_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder notitle, \
     $r1c2_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 0.84 dashtype solid notitle, \
     $r1c2_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2916667 linewidth 0.7 linecolor rgb '#00000000' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
