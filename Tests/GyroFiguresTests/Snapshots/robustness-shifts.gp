# Run with: gnuplot THIS_FILE
# gyro VERSION, mock, model default 01, seed 1
set encoding utf8
set terminal pngcairo size 2126,1122 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
0 0.3
0 2.7
EOD
$r1c1_2 << EOD
0.03 1.75
0.03 1.933168
EOD
$r1c1_3 << EOD
-0.01 0.75
-0.01 0.9331683
EOD
set multiplot
set label 1000 "gyro VERSION, mock, model default 01, seed 1" at screen 0.01111111,0.01684211 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.1233333
set rmargin at screen 0.9777778
set bmargin at screen 0.1357895
set tmargin at screen 0.9789474
set xrange [-0.0525:0.0525]
set yrange [0.3:2.7]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("−0.05" -0.05 0, "−0.04" -0.04 0, "−0.03" -0.03 0, "−0.02" -0.02 0, "−0.01" -0.01 0, "0.00" 0 0, "0.01" 0.01 0, "0.02" 0.02 0, "0.03" 0.03 0, "0.04" 0.04 0, "0.05" 0.05 0, '' -0.052 1, '' -0.048 1, '' -0.046 1, '' -0.044 1, '' -0.042 1, '' -0.038 1, '' -0.036 1, '' -0.034 1, '' -0.032 1, '' -0.028 1, '' -0.026 1, '' -0.024 1, '' -0.022 1, '' -0.018 1, '' -0.016 1, '' -0.014 1, '' -0.012 1, '' -0.008 1, '' -0.006 1, '' -0.004 1, '' -0.002 1, '' 0.002 1, '' 0.004 1, '' 0.006 1, '' 0.008 1, '' 0.012 1, '' 0.014 1, '' 0.016 1, '' 0.018 1, '' 0.022 1, '' 0.024 1, '' 0.026 1, '' 0.028 1, '' 0.032 1, '' 0.034 1, '' 0.036 1, '' 0.038 1, '' 0.042 1, '' 0.044 1, '' 0.046 1, '' 0.048 1, '' 0.052 1)
set ytics ("  prior" 1 0, "  extinction" 2 0)
set label "Shift of the age (dex)" at screen 0.5505556,screen 0.06210526 center
unset colorbox
plot $r1c1_1 using ($1):($2) with lines linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (9,5) notitle, \
     $r1c1_2 using ($1):($2) with points pointtype 7 pointsize dot*0.3333333 linewidth 0.7 linecolor rgb '#800072b2' notitle, \
     $r1c1_3 using ($1):($2) with points pointtype 7 pointsize dot*0.3333333 linewidth 0.7 linecolor rgb '#80d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
