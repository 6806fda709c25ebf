# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro model card
set encoding utf8
set terminal pngcairo size 1063,295 font 'sans,8' fontscale 1.5625 linewidth 2.083333 pointscale 1.5625
dot = 1
set output "figure.png"

$r1c1_1 << EOD
# 60 rows of 44, of which some; sum 350.7083
0.4583333 NaN NaN NaN NaN NaN NaN NaN NaN
0.25 NaN NaN NaN NaN NaN NaN 0.04166667 0.4583333
0.4166667 NaN NaN NaN NaN NaN 0.04166667 0.2083333 0.625
0.1666667 NaN NaN NaN NaN 0.08333333 0.125 0.7083333 0.4166667
0.125 0.1666667 NaN NaN NaN 0.08333333 0.125 0.375 0.04166667
0.125 1 NaN NaN 0.08333333 0.08333333 0.1666667 0.08333333 NaN
0.25 0.04166667 0.1666667 1 1 0.2916667 0.4583333 0.08333333 NaN
0.04166667 NaN NaN 0.04166667 0.04166667 0.04166667 0.2083333 0.08333333 0.04166667
NaN NaN NaN NaN NaN NaN NaN NaN NaN
EOD
$r1c1_2 << EOD
0.8 8
1.2 11
2.5 1.5
EOD
$r1c2_1 << EOD
# 60 rows of 44, of which some; sum 285.2083
0.08333333 NaN NaN NaN NaN NaN NaN NaN NaN
0.2083333 NaN NaN NaN NaN NaN NaN NaN NaN
0.2916667 NaN NaN NaN NaN NaN NaN NaN 0.04166667
0.125 NaN NaN NaN NaN NaN NaN 0.04166667 0.25
0.125 NaN NaN NaN NaN NaN 0.04166667 0.08333333 0.25
0.08333333 0.4583333 NaN NaN NaN NaN NaN 0.04166667 0.08333333
0.04166667 0.75 0.04166667 0.04166667 0.1666667 0.08333333 0.04166667 0.08333333 0.08333333
0.04166667 NaN 0.04166667 0.125 0.2083333 0.5416667 1 0.7083333 0.125
NaN NaN NaN NaN NaN 0.08333333 0.125 0.08333333 0.08333333
EOD
$r1c2_2 << EOD
NaN NaN
EOD
set multiplot
set label 1000 "gyro, model default" at screen 0.01111111,0.032 left font ',4.8' textcolor rgb '#006e6e6e'
set label '' at screen 0.4792082,screen 0.9525 point pointtype 7 pointsize dot*0.2333333 linewidth 0.7 linecolor rgb '#66000000'
set label "stars" at screen 0.4903193,screen 0.9525 left font ',6.8'
set lmargin at screen 0.07083333
set rmargin at screen 0.5090278
set bmargin at screen 0.258
set tmargin at screen 0.8082
set xrange [0.3:3.6]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, "3.5" 3.5 0, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1, '' 3.6 1)
set ytics ("0.1" -1 0, "1" 0 0, "10" 1 0, "100" 2 0, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.2899306,screen 0.118 center
set label "Period (d)" at screen 0.01666667,screen 0.5331 center rotate by 90
set palette defined (0 '#ffffff', 1 '#e3eef9', 2 '#cfe1f2', 3 '#b5d4e9', 4 '#93c3df', 5 '#6daed5', 6 '#4b97c9', 7 '#2f7ebc', 8 '#1864aa', 9 '#08306b') maxcolors 256
set cbrange [0:1]
unset colorbox
set label "Praesepe" at graph 0,graph 1.094511 left
plot $r1c1_1 using (0.3375+0.075*$1):(-0.975+0.05*$2):3 matrix with image notitle, \
     $r1c1_2 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2333333 linewidth 0.7 linecolor rgb '#66000000' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.5395833
set rmargin at screen 0.9777778
set bmargin at screen 0.258
set tmargin at screen 0.8082
set xrange [0.3:3.6]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, "3.5" 3.5 0, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1, '' 3.6 1)
set ytics ('' -1 0, '' 0 0, '' 1 0, '' 2 0, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.7586806,screen 0.118 center
set palette defined (0 '#ffffff', 1 '#e3eef9', 2 '#cfe1f2', 3 '#b5d4e9', 4 '#93c3df', 5 '#6daed5', 6 '#4b97c9', 7 '#2f7ebc', 8 '#1864aa', 9 '#08306b') maxcolors 256
set cbrange [0:1]
unset colorbox
set label "none" at graph 0,graph 1.094511 left
plot $r1c2_1 using (0.3375+0.075*$1):(-0.975+0.05*$2):3 matrix with image notitle, \
     $r1c2_2 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2333333 linewidth 0.7 linecolor rgb '#66000000' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
