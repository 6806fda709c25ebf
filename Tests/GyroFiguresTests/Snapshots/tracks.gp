# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,925 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
2511.886 0.3111374 41.59391
5000 0.3111374 41.59391
EOD
$r1c1_2 << EOD
100 1.807704 3.984045
300 4.064947 5.553679
1000 8.994737 11.47026
3000 13.91297 24.51767
5000 15.80603 32.02188
EOD
$r1c1_3 << EOD
100 0.3886799 7.294921
300 3.047534 11.62912
1000 12.47307 14.38458
3000 19.97439 24.74617
5000 26.17888 33.29583
EOD
$r1c1_4 << EOD
100 1.807704
300 4.064947
1000 8.994737
3000 13.91297
5000 15.80603
EOD
$r1c1_5 << EOD
100 3.000205
300 4.837886
1000 10.33294
3000 21.23044
5000 22.76293
EOD
$r1c1_6 << EOD
100 3.984045
300 5.553679
1000 11.47026
3000 24.51767
5000 32.02188
EOD
$r1c1_7 << EOD
100 0.3886799
300 3.047534
1000 12.47307
3000 19.97439
5000 26.17888
EOD
$r1c1_8 << EOD
100 3.922918
300 10.66246
1000 13.31468
3000 21.97212
5000 29.56259
EOD
$r1c1_9 << EOD
100 7.294921
300 11.62912
1000 14.38458
3000 24.74617
5000 33.29583
EOD
$r1c1_10 << EOD
100 3.757298
300 6.507831
1000 11.88162
3000 20.57957
5000 26.56811
EOD
$r1c1_11 << EOD
100 3.626087
300 6.412338
1000 11.97673
3000 21.17953
5000 27.60792
EOD
$r1c1_12 << EOD
100 2.982461
300 5.554251
1000 10.9793
3000 20.44681
5000 27.30184
EOD
$r1c1_13 << EOD
100 3.037539
300 5.558257
1000 10.7776
3000 19.72144
5000 26.11893
EOD
$r1c1_14 << EOD
100 2.193582
300 4.465774
1000 9.733052
3000 19.8149
5000 27.57713
EOD
$r1c1_15 << EOD
4570 25.4
EOD
$r1c1_16 << EOD
336.2189 1.133018
459.769 1.133018
EOD
$r1c1_18 << EOD
336.2189 0.8783764
459.769 0.8783764
EOD
$r1c1_20 << EOD
336.2189 0.6809648
459.769 0.6809648
EOD
$r1c1_22 << EOD
336.2189 0.5279206
459.769 0.5279206
EOD
$r1c1_24 << EOD
336.2189 0.4092725
459.769 0.4092725
EOD
set multiplot
set label 1000 "gyro VERSION, model default e89cc66b5a97, color error 0.03 mag" at screen 0.02352941,0.02043423 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.9529412
set bmargin at screen 0.164751
set tmargin at screen 0.842401
set xrange [2:3.69897]
set yrange [-0.5070478:1.61903]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("100" 2 0, "200" 2.30103 0, "500" 2.69897 0, "1000" 3 0, "2000" 3.30103 0, "5000" 3.69897 0, '' 2.477121 1, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1, '' 3.477121 1, '' 3.60206 1)
set ytics ("0.5" -0.30103 0, "1" 0 0, "2" 0.30103 0, "5" 0.69897 0, "10" 1 0, "20" 1.30103 0, '' -0.39794 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.4771213 1, '' 0.60206 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.477121 1, '' 1.60206 1)
set label "Age (Myr)" at screen 0.5514706,screen 0.07535121 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.503576 center rotate by 90
set object rectangle from screen 0.2100151,screen 0.8944444 to screen 0.2617798,screen 0.9161558 front fillcolor rgb '#d16e6e6e' fillstyle solid noborder
set label "no calibrators" at screen 0.2747209,screen 0.9053001 left font ',6.8'
set arrow from screen 0.5051546,screen 0.9053001 to screen 0.5569193,screen 0.9053001 nohead front linecolor rgb '#000072b2' linewidth 1.4 dashtype solid
set label "(BP−RP)_{0}​ = 0.82 mag" at screen 0.5698605,screen 0.9053001 left font ',6.8'
set arrow from screen 0.3080524,screen 0.8701788 to screen 0.3598171,screen 0.8701788 nohead front linecolor rgb '#00d55e00' linewidth 1.4 dashtype solid
set label "(BP−RP)_{0}​ = 1.5 mag" at screen 0.3727583,screen 0.8701788 left font ',6.8'
set label '' at screen 0.7171386,screen 0.8701788 point pointtype 6 pointsize dot*1 linewidth 0.7 linecolor rgb '#00000000'
set label '' at screen 0.7171386,screen 0.8701788 point pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#00000000'
set label "Sun" at screen 0.740668,screen 0.8701788 left font ',6.8'
unset colorbox
set label "Median and 16–84 % of stars" at graph 0,graph 1.167735 left
set label "Skumanich 1972 (0.82 mag)" at graph 0.4099655,graph 0.264 left front font ',6.8' textcolor rgb '#00000000'
set label "Barnes 2007 (0.82 mag)" at graph 0.4099655,graph 0.212 left front font ',6.8' textcolor rgb '#00000000'
set label "Mamajek \0134\0046 H. 2008 (0.82 mag)" at graph 0.4099655,graph 0.16 left front font ',6.8' textcolor rgb '#00000000'
set label "Angus+ 2015 (0.82 mag)" at graph 0.4099655,graph 0.108 left front font ',6.8' textcolor rgb '#00000000'
set label "Angus+ 2019 (0.82 mag)" at graph 0.4099655,graph 0.056 left front font ',6.8' textcolor rgb '#00000000'
plot $r1c1_1 using (log10($1)):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#d16e6e6e' fillstyle solid noborder notitle, \
     $r1c1_2 using (log10($1)):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#d10072b2' fillstyle solid noborder notitle, \
     $r1c1_3 using (log10($1)):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#d1d55e00' fillstyle solid noborder notitle, \
     $r1c1_4 using (log10($1)):(log10($2)) with lines linecolor rgb '#660072b2' linewidth 0.6 dashtype solid notitle, \
     $r1c1_5 using (log10($1)):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 1.4 dashtype solid notitle, \
     $r1c1_6 using (log10($1)):(log10($2)) with lines linecolor rgb '#660072b2' linewidth 0.6 dashtype solid notitle, \
     $r1c1_7 using (log10($1)):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_8 using (log10($1)):(log10($2)) with lines linecolor rgb '#00d55e00' linewidth 1.4 dashtype solid notitle, \
     $r1c1_9 using (log10($1)):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_10 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (2,4) notitle, \
     $r1c1_11 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,5) notitle, \
     $r1c1_12 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,4,2,4) notitle, \
     $r1c1_13 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (5,3) notitle, \
     $r1c1_14 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (18,5) notitle, \
     $r1c1_15 using (log10($1)):(log10($2)) with points pointtype 6 pointsize dot*1 linewidth 0.7 linecolor rgb '#00000000' notitle, \
     $r1c1_15 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.25 linewidth 0.7 linecolor rgb '#00000000' notitle, \
     $r1c1_16 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (2,4) notitle, \
     $r1c1_18 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,5) notitle, \
     $r1c1_20 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,4,2,4) notitle, \
     $r1c1_22 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (5,3) notitle, \
     $r1c1_24 using (log10($1)):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (18,5) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
