# Run with: gnuplot THIS_FILE
# gyro VERSION, mock, model default 01, seed 1
set encoding utf8
set terminal pngcairo size 2126,1299 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
0.08540362 2
0.05527306 1
EOD
$r1c1_2 << EOD
0.07933333 2
0.04533333 1
EOD
$r1c1_3 << EOD
0.03 2
0.03 1
EOD
$r1c1_4 << EOD
0.01 2
0.01 1
EOD
set multiplot
set label 1000 "gyro VERSION, mock, model default 01, seed 1" at screen 0.01111111,0.01454545 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.1055556
set rmargin at screen 0.9777778
set bmargin at screen 0.1172727
set tmargin at screen 0.9495455
set xrange [0.006229819:0.0891738]
set yrange [0.3:2.7]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.010" 0.01 0, "0.015" 0.015 0, "0.020" 0.02 0, "0.025" 0.025 0, "0.030" 0.03 0, "0.035" 0.035 0, "0.040" 0.04 0, "0.045" 0.045 0, "0.050" 0.05 0, "0.055" 0.055 0, "0.060" 0.06 0, "0.065" 0.065 0, "0.070" 0.07 0, "0.075" 0.075 0, "0.080" 0.08 0, "0.085" 0.085 0, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.011 1, '' 0.012 1, '' 0.013 1, '' 0.014 1, '' 0.016 1, '' 0.017 1, '' 0.018 1, '' 0.019 1, '' 0.021 1, '' 0.022 1, '' 0.023 1, '' 0.024 1, '' 0.026 1, '' 0.027 1, '' 0.028 1, '' 0.029 1, '' 0.031 1, '' 0.032 1, '' 0.033 1, '' 0.034 1, '' 0.036 1, '' 0.037 1, '' 0.038 1, '' 0.039 1, '' 0.041 1, '' 0.042 1, '' 0.043 1, '' 0.044 1, '' 0.046 1, '' 0.047 1, '' 0.048 1, '' 0.049 1, '' 0.051 1, '' 0.052 1, '' 0.053 1, '' 0.054 1, '' 0.056 1, '' 0.057 1, '' 0.058 1, '' 0.059 1, '' 0.061 1, '' 0.062 1, '' 0.063 1, '' 0.064 1, '' 0.066 1, '' 0.067 1, '' 0.068 1, '' 0.069 1, '' 0.071 1, '' 0.072 1, '' 0.073 1, '' 0.074 1, '' 0.076 1, '' 0.077 1, '' 0.078 1, '' 0.079 1, '' 0.081 1, '' 0.082 1, '' 0.083 1, '' 0.084 1, '' 0.086 1, '' 0.087 1, '' 0.088 1, '' 0.089 1)
set ytics ("  Praesepe" 1 0, "  Pleiades" 2 0)
set label "Error of the age (dex)" at screen 0.5416667,screen 0.05363636 center
set label '' at screen 0.3944278,screen 0.9693182 point pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000'
set label "total" at screen 0.4055389,screen 0.9693182 left font ',6.8'
set label '' at screen 0.4550774,screen 0.9693182 point pointtype 6 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#006e6e6e'
set label "statistical" at screen 0.4661885,screen 0.9693182 left font ',6.8'
set label '' at screen 0.5538668,screen 0.9693182 point pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#000072b2'
set label "extinction" at screen 0.5649779,screen 0.9693182 left font ',6.8'
set label '' at screen 0.6515892,screen 0.9693182 point pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00d55e00'
set label "prior" at screen 0.6627004,screen 0.9693182 left font ',6.8'
unset colorbox
plot $r1c1_1 using ($1):($2) with points pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00000000' notitle, \
     $r1c1_2 using ($1):($2) with points pointtype 6 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#006e6e6e' notitle, \
     $r1c1_3 using ($1):($2) with points pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c1_4 using ($1):($2) with points pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
