# Run with: gnuplot THIS_FILE
# catalog, 2025
# gyro catalog show
set encoding utf8
set terminal pngcairo size 2126,1004 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
0.8 7
1.2 10
2.5 1.5
3 0.4
EOD
$r1c2_1 << EOD
700 1
120 2
EOD
$r1c2_2 << EOD
650 1
EOD
set multiplot
set label 1000 "catalog, 2025" at screen 0.01111111,0.01882353 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.07083333
set rmargin at screen 0.4515278
set bmargin at screen 0.1517647
set tmargin at screen 0.9289412
set xrange [0.4:3.2]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1)
set ytics ("0.1" -1 0, "0.2" -0.69897 0, "0.5" -0.30103 0, "1" 0 0, "2" 0.30103 0, "5" 0.69897 0, "10" 1 0, "20" 1.30103 0, "50" 1.69897 0, "100" 2 0, '' -0.5228787 1, '' -0.39794 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.4771213 1, '' 0.60206 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.477121 1, '' 1.60206 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.2611806,screen 0.06941176 center
set label "Rotation period (d)" at screen 0.01666667,screen 0.5403529 center rotate by 90
unset colorbox
set label "4 stars" at graph 0,graph 1.039358 left
plot $r1c1_1 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#000072b2' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5970833
set rmargin at screen 0.9777778
set bmargin at screen 0.1517647
set tmargin at screen 0.9289412
set xrange [2.040885:2.883394]
set yrange [-0.8:2.8]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1)
set ytics ("undated (1)" 0 0, "Praesepe (3)" 1 0, "Pleiades (2)" 2 0)
set label "Age (Myr)" at screen 0.7874306,screen 0.06941176 center
set label '' at screen 0.7613847,screen 0.9545294 point pointtype 7 pointsize dot*0.5833333 linewidth 0.7 linecolor rgb '#000072b2'
set label "a" at screen 0.7724958,screen 0.9545294 left font ',6.8'
set label '' at screen 0.7990972,screen 0.9545294 point pointtype 6 pointsize dot*0.5833333 linewidth 0.7 linecolor rgb '#00d55e00'
set label "b" at screen 0.8102083,screen 0.9545294 left font ',6.8'
unset colorbox
plot $r1c2_1 using (log10($1)):($2) with points pointtype 7 pointsize dot*0.5833333 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c2_2 using (log10($1)):($2) with points pointtype 6 pointsize dot*0.5833333 linewidth 0.7 linecolor rgb '#00d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
