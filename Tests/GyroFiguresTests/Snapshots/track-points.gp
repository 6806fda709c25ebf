# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,892 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
1000 8.994737 11.47026
EOD
$r1c1_2 << EOD
1000 8.994737
EOD
$r1c1_3 << EOD
1000 10.33294
EOD
$r1c1_4 << EOD
1000 11.47026
EOD
$r1c1_5 << EOD
1000 11.88162
EOD
$r1c1_6 << EOD
1000 11.97673
EOD
$r1c1_7 << EOD
1000 10.9793
EOD
$r1c1_8 << EOD
1000 10.7776
EOD
$r1c1_9 << EOD
1000 9.733052
EOD
$r1c1_10 << EOD
1075.174 8.639853
EOD
$r1c1_12 << EOD
1075.174 8.434248
EOD
$r1c1_14 << EOD
1075.174 8.233535
EOD
$r1c1_16 << EOD
1075.174 8.037599
EOD
$r1c1_18 << EOD
1075.174 7.846326
EOD
set multiplot
set label 1000 "gyro VERSION, model default e89cc66b5a97, color error 0.03 mag" at screen 0.02352941,0.02117803 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.1294118
set rmargin at screen 0.9529412
set bmargin at screen 0.1707478
set tmargin at screen 0.8730642
set xrange [2.69897:3.30103]
set yrange [0.8834017:1.084556]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("500" 2.69897 0, "1000" 3 0, "2000" 3.30103 0, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1)
set ytics ("8" 0.90309 0, "9" 0.9542425 0, "10" 1 0, "11" 1.041393 0, "12" 1.079181 0, '' 0.8920946 1, '' 0.9138139 1, '' 0.9242793 1, '' 0.9344985 1, '' 0.9444827 1, '' 0.9637878 1, '' 0.9731279 1, '' 0.9822712 1, '' 0.9912261 1, '' 1.0086 1, '' 1.017033 1, '' 1.025306 1, '' 1.033424 1, '' 1.049218 1, '' 1.056905 1, '' 1.064458 1, '' 1.071882 1)
set label "Age (Myr)" at screen 0.5411765,screen 0.07809398 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.521906 center rotate by 90
set object rectangle from screen 0.2500327,screen 0.8906023 to screen 0.3017974,screen 0.9131039 front fillcolor rgb '#d10072b2' fillstyle solid noborder
set label "16–84 %" at screen 0.3147385,screen 0.9018531 left font ',6.8'
set label '' at screen 0.4857253,screen 0.9018531 point pointtype 7 pointsize dot*0.9666667 linewidth 0.7 linecolor rgb '#000072b2'
set label "(BP−RP)_{0}​ = 0.82 mag" at screen 0.5092547,screen 0.9018531 left font ',6.8'
unset colorbox
set label "16, 50, 84 % of stars rotate faster than the points" at graph 0,graph 1.115907 left
set label "Skumanich 1972" at graph 0.6122849,graph 0.264 left front font ',6.8' textcolor rgb '#00000000'
set label "Barnes 2007" at graph 0.6122849,graph 0.212 left front font ',6.8' textcolor rgb '#00000000'
set label "Mamajek \0134\0046 H. 2008" at graph 0.6122849,graph 0.16 left front font ',6.8' textcolor rgb '#00000000'
set label "Angus+ 2015" at graph 0.6122849,graph 0.108 left front font ',6.8' textcolor rgb '#00000000'
set label "Angus+ 2019" at graph 0.6122849,graph 0.056 left front font ',6.8' textcolor rgb '#00000000'
plot $r1c1_1 using (log10($1)):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#d10072b2' fillstyle solid noborder notitle, \
     $r1c1_2 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.7 linewidth 0.7 linecolor rgb '#660072b2' notitle, \
     $r1c1_3 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.9666667 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c1_4 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.7 linewidth 0.7 linecolor rgb '#660072b2' notitle, \
     $r1c1_5 using (log10($1)):(log10($2)) with points pointtype 5 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000' notitle, \
     $r1c1_6 using (log10($1)):(log10($2)) with points pointtype 9 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00' notitle, \
     $r1c1_7 using (log10($1)):(log10($2)) with points pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00009e73' notitle, \
     $r1c1_8 using (log10($1)):(log10($2)) with points pointtype 2 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00cc79a7' notitle, \
     $r1c1_9 using (log10($1)):(log10($2)) with points pointtype 6 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00e69f00' notitle, \
     $r1c1_10 using (log10($1)):(log10($2)) with points pointtype 5 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000' notitle, \
     $r1c1_12 using (log10($1)):(log10($2)) with points pointtype 9 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00' notitle, \
     $r1c1_14 using (log10($1)):(log10($2)) with points pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00009e73' notitle, \
     $r1c1_16 using (log10($1)):(log10($2)) with points pointtype 2 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00cc79a7' notitle, \
     $r1c1_18 using (log10($1)):(log10($2)) with points pointtype 6 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00e69f00' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
