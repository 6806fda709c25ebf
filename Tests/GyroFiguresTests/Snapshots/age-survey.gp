# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, prior log-uniform up to 13.8 Gyr, outlier fraction 0.05
# gyro age stars.csv
set encoding utf8
set terminal pngcairo size 2126,969 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
NaN NaN
EOD
$r1c1_2 << EOD
2.6 0.4
EOD
$r1c1_3 << EOD
NaN NaN
EOD
$r1c1_4 << EOD
0.8 5
EOD
$r1c1_5 << EOD
1 10
EOD
$r1c1_6 << EOD
NaN NaN
EOD
$r1c1_7 << EOD
NaN NaN
EOD
$r1c1_8 << EOD
0.8 25
EOD
$r1c1_9 << EOD
NaN NaN
EOD
$r1c2_1 << EOD
1.25844 4
833.8506 4
EOD
$r1c2_2 << EOD
6.796909 3.88 4.12
428.9488 3.88 4.12
EOD
$r1c2_3 << EOD
4.150797 3
1179.073 3
EOD
$r1c2_4 << EOD
608.2228 2.88 3.12
890.5572 2.88 3.12
EOD
$r1c2_5 << EOD
1373.028 2
13087.83 2
EOD
$r1c2_6 << EOD
3223.844 1.88 2.12
10342.78 1.88 2.12
EOD
$r1c2_7 << EOD
4.690524 1
774.6562 1
EOD
$r1c2_8 << EOD
23.63212 0.88 1.12
268.0762 0.88 1.12
EOD
$r1c2_9 << EOD
765.9215 3
90.49398 1
EOD
$r1c2_10 << EOD
262.8188 4
6114.881 2
EOD
set multiplot
set label 1000 "4 stars, 4 with an age, 2 of them flagged" at screen 0.5,0.9609756 center
set label 1001 "gyro VERSION, model default e89cc66b5a97, prior log-uniform up to 13.8 Gyr, outlier fraction 0.05" at screen 0.01111111,0.0195122 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.07083333
set rmargin at screen 0.5004167
set bmargin at screen 0.1573171
set tmargin at screen 0.845122
set xrange [0.4:3.2]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1)
set ytics ("0.1" -1 0, "0.3" -0.5228787 0, "1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0, '' -0.69897 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.285625,screen 0.07195122 center
set label "Rotation period (d)" at screen 0.01666667,screen 0.5012195 center rotate by 90
set label '' at screen 0.07298878,screen 0.9051829 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00cc79a7'
set label "< 30 Myr" at screen 0.08409989,screen 0.9051829 left font ',6.8'
set label '' at screen 0.1635101,screen 0.9051829 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#000072b2'
set label "30–100" at screen 0.1746212,screen 0.9051829 left font ',6.8'
set label '' at screen 0.2462967,screen 0.9051829 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#0056b4e9'
set label "100–300" at screen 0.2574078,screen 0.9051829 left font ',6.8'
set label '' at screen 0.3373514,screen 0.9051829 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00009e73'
set label "0.3–1 Gyr" at screen 0.3484626,screen 0.9051829 left font ',6.8'
set label '' at screen 0.4356074,screen 0.9051829 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00e69f00'
set label "1–3 Gyr" at screen 0.4467185,screen 0.9051829 left font ',6.8'
set label '' at screen 0.2175722,screen 0.8716463 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00'
set label "> 3 Gyr" at screen 0.2286833,screen 0.8716463 left font ',6.8'
set label '' at screen 0.2968916,screen 0.8716463 point pointtype 6 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#006e6e6e'
set label "flagged" at screen 0.3080027,screen 0.8716463 left font ',6.8'
unset colorbox
plot $r1c1_1 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00cc79a7' notitle, \
     $r1c1_2 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c1_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#0056b4e9' notitle, \
     $r1c1_4 using ($1):(log10($2)) with points pointtype 6 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#0056b4e9' notitle, \
     $r1c1_5 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00009e73' notitle, \
     $r1c1_6 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00e69f00' notitle, \
     $r1c1_7 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00' notitle, \
     $r1c1_8 using ($1):(log10($2)) with points pointtype 6 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00' notitle, \
     $r1c1_9 using ($1):(log10($2)) with points pointtype 6 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#006e6e6e' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5481944
set rmargin at screen 0.9777778
set bmargin at screen 0.1573171
set tmargin at screen 0.845122
set xrange [-0.0001674161:4.216868]
set yrange [0.3:4.7]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("1" 0 0, "10" 1 0, "100" 2 0, "1000" 3 0, "10000" 4 0, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1, '' 2.30103 1, '' 2.477121 1, '' 2.60206 1, '' 2.69897 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1, '' 3.30103 1, '' 3.477121 1, '' 3.60206 1, '' 3.69897 1, '' 3.778151 1, '' 3.845098 1, '' 3.90309 1, '' 3.954243 1)
set ytics ("4" 1 0, "3" 2 0, "2" 3 0, "1" 4 0)
set label "Age (Myr)" at screen 0.7629861,screen 0.07195122 center
set arrow from screen 0.5741658,screen 0.8716463 to screen 0.5986102,screen 0.8716463 nohead front linecolor rgb '#0056b4e9' linewidth 1 dashtype solid
set label "95 %" at screen 0.6047213,screen 0.8716463 left font ',6.8'
set object rectangle from screen 0.651927,screen 0.8612805 to screen 0.6763714,screen 0.8820122 front fillcolor rgb '#0056b4e9' fillstyle solid noborder
set label "68 %" at screen 0.6824825,screen 0.8716463 left font ',6.8'
set label '' at screen 0.7346882,screen 0.8716463 point pointtype 7 pointsize dot*0.6666667 linewidth 0.7 linecolor rgb '#000072b2'
set label "Median" at screen 0.7457993,screen 0.8716463 left font ',6.8'
set label '' at screen 0.8132074,screen 0.8716463 point pointtype 6 pointsize dot*0.6666667 linewidth 0.7 linecolor rgb '#000072b2'
set label "Median, with flags" at screen 0.8243186,screen 0.8716463 left font ',6.8'
unset colorbox
plot $r1c2_1 using (log10($1)):($2) with lines linecolor rgb '#0056b4e9' linewidth 1 dashtype solid notitle, \
     $r1c2_2 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#0056b4e9' fillstyle solid noborder notitle, \
     $r1c2_3 using (log10($1)):($2) with lines linecolor rgb '#0056b4e9' linewidth 1 dashtype solid notitle, \
     $r1c2_4 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#0056b4e9' fillstyle solid noborder notitle, \
     $r1c2_5 using (log10($1)):($2) with lines linecolor rgb '#0056b4e9' linewidth 1 dashtype solid notitle, \
     $r1c2_6 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#0056b4e9' fillstyle solid noborder notitle, \
     $r1c2_7 using (log10($1)):($2) with lines linecolor rgb '#0056b4e9' linewidth 1 dashtype solid notitle, \
     $r1c2_8 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#0056b4e9' fillstyle solid noborder notitle, \
     $r1c2_9 using (log10($1)):($2) with points pointtype 7 pointsize dot*0.6666667 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c2_10 using (log10($1)):($2) with points pointtype 6 pointsize dot*0.6666667 linewidth 0.7 linecolor rgb '#000072b2' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
