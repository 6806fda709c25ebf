# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro age stars.csv
set encoding utf8
set terminal pdfcairo size 18cm,12cm font 'sans,8' fontscale 0.72 linewidth 2 pointscale 0.72
dot = 0.85
set output "every-mark.pdf"

$r1c1_1 << EOD
10 0 1
100 0 2
1000 0 1
EOD
$r1c1_2 << EOD
10 1
100 2
NaN 2
1000 1
EOD
$r1c1_3 << EOD
100 0
100 2.1
EOD
$r2c1_1 << EOD
0 1
2 NaN
NaN 0.69897
EOD
$r2c1_2 << EOD
1 3 0.9 1.1 0.07079458 7
2 30 1.9 2.1 29 31
EOD
$r2c2_1 << EOD
0 0.5 3
0.5 1 4
EOD
$r2c2_2 << EOD
0 3.5
1.05 3.5
EOD
set multiplot
set label 1000 "All" at screen 0.5,0.9733333 center
set label 1001 "gyro, model default" at screen 0.01111111,0.01333333 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.07083333
set rmargin at screen 0.4505556
set bmargin at screen 0.5523333
set tmargin at screen 0.8834167
set xrange [0:4]
set yrange [0:2.1]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("1" 0 0, "10" 1 0, "100" 2 0, "1000" 3 0, "10000" 4 0, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1, '' 2.30103 1, '' 2.477121 1, '' 2.60206 1, '' 2.69897 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1, '' 3.30103 1, '' 3.477121 1, '' 3.60206 1, '' 3.69897 1, '' 3.778151 1, '' 3.845098 1, '' 3.90309 1, '' 3.954243 1)
set ytics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1)
set label "Age (Myr)" at screen 0.2606944,screen 0.494 center
set label "Density" at screen 0.01666667,screen 0.717875 center rotate by 90
set object rectangle from screen 0.1293824,screen 0.8944583 to screen 0.1538269,screen 0.908625 front fillcolor rgb '#800072b2' fillstyle solid noborder
set label "95 %" at screen 0.159938,screen 0.9015417 left font ',6.8'
set arrow from screen 0.2071436,screen 0.9015417 to screen 0.2315881,screen 0.9015417 nohead front linecolor rgb '#000072b2' linewidth 1 dashtype solid
set label "posterior" at screen 0.2376992,screen 0.9015417 left font ',6.8'
set arrow from screen 0.3123761,screen 0.9015417 to screen 0.3368205,screen 0.9015417 nohead front linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5)
set label "median" at screen 0.3429316,screen 0.9015417 left font ',6.8'
unset colorbox
set label "Left" at graph 0,graph 1.154795 left
set label "Sun" at first 3.659916,first 1 left front font ',6.8' textcolor rgb '#00000000'
set label "corner" at graph 0.05,graph 0.9 left front font ',6.8' textcolor rgb '#00000000'
plot $r1c1_1 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#800072b2' fillstyle solid noborder notitle, \
     $r1c1_2 using (log10($1)):($2) with lines linecolor rgb '#000072b2' linewidth 1 dashtype solid notitle, \
     $r1c1_3 using (log10($1)):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype (9,5) notitle
unset label
unset arrow
unset object
set lmargin at screen 0.07083333
set rmargin at screen 0.4505556
set bmargin at screen 0.1075
set tmargin at screen 0.4385833
set xrange [0:4.2]
set yrange [-1.15:2.15]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, "4" 4 0, '' 0.2 1, '' 0.4 1, '' 0.6 1, '' 0.8 1, '' 1.2 1, '' 1.4 1, '' 1.6 1, '' 1.8 1, '' 2.2 1, '' 2.4 1, '' 2.6 1, '' 2.8 1, '' 3.2 1, '' 3.4 1, '' 3.6 1, '' 3.8 1, '' 4.2 1)
set ytics ("0.1" -1 0, "1" 0 0, "10" 1 0, "100" 2 0, '' -1.09691 1, '' -1.045757 1, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.2606944,screen 0.04916667 center
set label "Rotation period (d)" at screen 0.01666667,screen 0.2730417 center rotate by 90
set label "Stars" at screen 0.5202778,screen 0.2730417 center rotate by 90
set label '' at screen 0.2399026,screen 0.4567083 point pointtype 13 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00d55e00'
set label "stars" at screen 0.2510137,screen 0.4567083 left font ',6.8'
set palette defined (0 '#ffffff', 1 '#e3eef9', 2 '#cfe1f2', 3 '#b5d4e9', 4 '#93c3df', 5 '#6daed5', 6 '#4b97c9', 7 '#2f7ebc', 8 '#1864aa', 9 '#08306b') maxcolors 256
set cbrange [0:2]
set colorbox vertical user origin screen 0.4588889,screen 0.1075 size screen 0.01222222,screen 0.3310833 border
set cbtics scale 0.4 ("1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0)
plot $r2c1_1 using (1+2*$1):(-0.5+1*$2):3 matrix with image notitle, \
     $r2c1_2 using ($1):(log10($2)):($3):($4):(log10($5)):(log10($6)) with xyerrorbars pointtype 0 linewidth 0.6 linecolor rgb '#00d55e00' notitle, \
     $r2c1_2 using ($1):(log10($2)) with points pointtype 13 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5980556
set rmargin at screen 0.9777778
set bmargin at screen 0.1075
set tmargin at screen 0.4385833
set xrange [0:1.05]
set yrange [0:4.2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, "0.2" 0.2 0, "0.4" 0.4 0, "0.6" 0.6 0, "0.8" 0.8 0, "1.0" 1 0, '' 0.05 1, '' 0.1 1, '' 0.15 1, '' 0.25 1, '' 0.3 1, '' 0.35 1, '' 0.45 1, '' 0.5 1, '' 0.55 1, '' 0.65 1, '' 0.7 1, '' 0.75 1, '' 0.85 1, '' 0.9 1, '' 0.95 1, '' 1.05 1)
set ytics ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, "4" 4 0, '' 0.2 1, '' 0.4 1, '' 0.6 1, '' 0.8 1, '' 1.2 1, '' 1.4 1, '' 1.6 1, '' 1.8 1, '' 2.2 1, '' 2.4 1, '' 2.6 1, '' 2.8 1, '' 3.2 1, '' 3.4 1, '' 3.6 1, '' 3.8 1, '' 4.2 1)
set label "PIT" at screen 0.7879167,screen 0.04916667 center
set label "Stars" at screen 0.5536111,screen 0.2730417 center rotate by 90
unset colorbox
plot $r2c2_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r2c2_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype solid notitle
unset label
unset arrow
unset object
unset multiplot
unset output
