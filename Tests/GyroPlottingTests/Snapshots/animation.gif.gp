# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro age stars.csv
set encoding utf8
set terminal gif animate delay 12 loop 0 size 1361,907 font 'sans,8' fontscale 2 linewidth 2.666667
dot = 1
set output "a.gif"

$r1c1_1 << EOD
0 0.5 3
0.5 1 4
EOD
$r1c1_2 << EOD
0 3.5
1.05 3.5
EOD
set multiplot
set label 1000 "Second" at screen 0.5,0.9733333 center
set label 1001 "gyro, model default" at screen 0.01111111,0.01333333 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.06111111
set rmargin at screen 0.9777778
set bmargin at screen 0.1075
set tmargin at screen 0.9466667
set xrange [0:1.05]
set yrange [0:4.2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, "0.1" 0.1 0, "0.2" 0.2 0, "0.3" 0.3 0, "0.4" 0.4 0, "0.5" 0.5 0, "0.6" 0.6 0, "0.7" 0.7 0, "0.8" 0.8 0, "0.9" 0.9 0, "1.0" 1 0, '' 0.02 1, '' 0.04 1, '' 0.06 1, '' 0.08 1, '' 0.12 1, '' 0.14 1, '' 0.16 1, '' 0.18 1, '' 0.22 1, '' 0.24 1, '' 0.26 1, '' 0.28 1, '' 0.32 1, '' 0.34 1, '' 0.36 1, '' 0.38 1, '' 0.42 1, '' 0.44 1, '' 0.46 1, '' 0.48 1, '' 0.52 1, '' 0.54 1, '' 0.56 1, '' 0.58 1, '' 0.62 1, '' 0.64 1, '' 0.66 1, '' 0.68 1, '' 0.72 1, '' 0.74 1, '' 0.76 1, '' 0.78 1, '' 0.82 1, '' 0.84 1, '' 0.86 1, '' 0.88 1, '' 0.92 1, '' 0.94 1, '' 0.96 1, '' 0.98 1, '' 1.02 1, '' 1.04 1)
set ytics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, "3.5" 3.5 0, "4.0" 4 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1, '' 3.6 1, '' 3.7 1, '' 3.8 1, '' 3.9 1, '' 4.1 1, '' 4.2 1)
set label "PIT" at screen 0.5194444,screen 0.04916667 center
set label "Stars" at screen 0.01666667,screen 0.5270833 center rotate by 90
unset colorbox
plot $r1c1_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r1c1_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype solid notitle
unset label
unset arrow
unset object
unset multiplot

$r1c1_1 << EOD
0 0.5 3
0.5 1 4
EOD
$r1c1_2 << EOD
0 3.5
1.05 3.5
EOD
set multiplot
set label 1000 "Second" at screen 0.5,0.9733333 center
set label 1001 "gyro, model default" at screen 0.01111111,0.01333333 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.06111111
set rmargin at screen 0.9777778
set bmargin at screen 0.1075
set tmargin at screen 0.9466667
set xrange [0:1.05]
set yrange [0:4.2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, "0.1" 0.1 0, "0.2" 0.2 0, "0.3" 0.3 0, "0.4" 0.4 0, "0.5" 0.5 0, "0.6" 0.6 0, "0.7" 0.7 0, "0.8" 0.8 0, "0.9" 0.9 0, "1.0" 1 0, '' 0.02 1, '' 0.04 1, '' 0.06 1, '' 0.08 1, '' 0.12 1, '' 0.14 1, '' 0.16 1, '' 0.18 1, '' 0.22 1, '' 0.24 1, '' 0.26 1, '' 0.28 1, '' 0.32 1, '' 0.34 1, '' 0.36 1, '' 0.38 1, '' 0.42 1, '' 0.44 1, '' 0.46 1, '' 0.48 1, '' 0.52 1, '' 0.54 1, '' 0.56 1, '' 0.58 1, '' 0.62 1, '' 0.64 1, '' 0.66 1, '' 0.68 1, '' 0.72 1, '' 0.74 1, '' 0.76 1, '' 0.78 1, '' 0.82 1, '' 0.84 1, '' 0.86 1, '' 0.88 1, '' 0.92 1, '' 0.94 1, '' 0.96 1, '' 0.98 1, '' 1.02 1, '' 1.04 1)
set ytics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, "3.5" 3.5 0, "4.0" 4 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1, '' 3.6 1, '' 3.7 1, '' 3.8 1, '' 3.9 1, '' 4.1 1, '' 4.2 1)
set label "PIT" at screen 0.5194444,screen 0.04916667 center
set label "Stars" at screen 0.01666667,screen 0.5270833 center rotate by 90
unset colorbox
plot $r1c1_1 using ($1):(0):($1):($2):(0):($3) with boxxyerror linecolor rgb '#0056b4e9' linewidth 0.5 fillstyle solid noborder notitle, \
     $r1c1_2 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 0.8 dashtype solid notitle
unset label
unset arrow
unset object
unset multiplot
unset output
