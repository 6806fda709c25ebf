# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,957 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
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
set multiplot
set label 1000 "gyro VERSION, model default e89cc66b5a97, color error 0.03 mag" at screen 0.02352941,0.0197409 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.1705882
set rmargin at screen 0.9529412
set bmargin at screen 0.159161
set tmargin at screen 0.8138186
set xrange [2.69897:3.30103]
set yrange [0.947771:1.084556]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("500" 2.69897 0, "1000" 3 0, "2000" 3.30103 0, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1)
set ytics ("9.0" 0.9542425 0, "9.5" 0.9777236 0, "10.0" 1 0, "10.5" 1.021189 0, "11.0" 1.041393 0, "11.5" 1.060698 0, "12.0" 1.079181 0, '' 0.94939 1, '' 0.9590414 1, '' 0.9637878 1, '' 0.9684829 1, '' 0.9731279 1, '' 0.9822712 1, '' 0.9867717 1, '' 0.9912261 1, '' 0.9956352 1, '' 1.004321 1, '' 1.0086 1, '' 1.012837 1, '' 1.017033 1, '' 1.025306 1, '' 1.029384 1, '' 1.033424 1, '' 1.037426 1, '' 1.045323 1, '' 1.049218 1, '' 1.053078 1, '' 1.056905 1, '' 1.064458 1, '' 1.068186 1, '' 1.071882 1, '' 1.075547 1, '' 1.082785 1)
set label "Age (Myr)" at screen 0.5617647,screen 0.07279457 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.4864898 center rotate by 90
set object rectangle from screen 0.1041195,screen 0.8980259 to screen 0.1558842,screen 0.9190006 front fillcolor rgb '#d10072b2' fillstyle solid noborder
set label "16–84 %" at screen 0.1688254,screen 0.9085133 left font ',6.8'
set label '' at screen 0.3398121,screen 0.9085133 point pointtype 7 pointsize dot*0.9666667 linewidth 0.7 linecolor rgb '#000072b2'
set label "(BP−RP)_{0}​ = 0.82 mag" at screen 0.3633416,screen 0.9085133 left font ',6.8'
set label '' at screen 0.7252307,screen 0.9085133 point pointtype 5 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000'
set label "Skumanich 1972" at screen 0.7487601,screen 0.9085133 left font ',6.8'
set label '' at screen 0.1608388,screen 0.8745836 point pointtype 9 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00'
set label "Barnes 2007" at screen 0.1843682,screen 0.8745836 left font ',6.8'
set label '' at screen 0.4050573,screen 0.8745836 point pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00009e73'
set label "Mamajek \0134\0046 H. 2008" at screen 0.4285867,screen 0.8745836 left font ',6.8'
set label '' at screen 0.7537639,screen 0.8745836 point pointtype 2 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00cc79a7'
set label "Angus+ 2015" at screen 0.7772933,screen 0.8745836 left font ',6.8'
set label '' at screen 0.4573013,screen 0.8406539 point pointtype 6 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00e69f00'
set label "Angus+ 2019" at screen 0.4808307,screen 0.8406539 left font ',6.8'
unset colorbox
set label "16, 50, 84 % of stars rotate faster than the points" at graph 0,graph 1.219563 left
plot $r1c1_1 using (log10($1)):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#d10072b2' fillstyle solid noborder notitle, \
     $r1c1_2 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.7 linewidth 0.7 linecolor rgb '#660072b2' notitle, \
     $r1c1_3 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.9666667 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c1_4 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.7 linewidth 0.7 linecolor rgb '#660072b2' notitle, \
     $r1c1_5 using (log10($1)):(log10($2)) with points pointtype 5 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000' notitle, \
     $r1c1_6 using (log10($1)):(log10($2)) with points pointtype 9 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00' notitle, \
     $r1c1_7 using (log10($1)):(log10($2)) with points pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00009e73' notitle, \
     $r1c1_8 using (log10($1)):(log10($2)) with points pointtype 2 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00cc79a7' notitle, \
     $r1c1_9 using (log10($1)):(log10($2)) with points pointtype 6 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00e69f00' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
