# Run with: gnuplot THIS_FILE
# gyrochrone, mock, model default 0123456789ab, seed 
# gyro plot budget.json
set encoding utf8
set terminal pngcairo size 2126,1039 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
676.083 0.04
EOD
$r1c1_2 << EOD
676.083 0.022
EOD
$r1c1_3 << EOD
676.083 0.046
EOD
$r1c1_4 << EOD
199.5262 0.072
EOD
$r1c2_1 << EOD
0.04 4
0.02 3
0.01 2
0.046 1
EOD
$r1c2_2 << EOD
0.04 4
0.02 3
0.01 2
0.046 1
EOD
set multiplot
set label 1000 "gyrochrone, mock, model default 0123456789ab, seed" at screen 0.01111111,0.01818182 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.08055556
set rmargin at screen 0.4519444
set bmargin at screen 0.1465909
set tmargin at screen 0.9369318
set xrange [2.2735:2.8565]
set yrange [-1.684823:-1.085422]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("200" 2.30103 0, "300" 2.477121 0, "500" 2.69897 0, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1)
set ytics ("0.03" -1.522879 0, "0.05" -1.30103 0, '' -1.39794 1, '' -1.221849 1, '' -1.154902 1, '' -1.09691 1)
set label "Age (Myr)" at screen 0.26625,screen 0.06704545 center
set label "Error of the age (dex)" at screen 0.01666667,screen 0.5417614 center rotate by 90
set label '' at screen 0.05338071,screen 0.9616477 point pointtype 6 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#000072b2'
set label "statistical" at screen 0.06449182,screen 0.9616477 left font ',6.8'
set label '' at screen 0.15217,screen 0.9616477 point pointtype 5 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00e69f00'
set label "systematic" at screen 0.1632812,screen 0.9616477 left font ',6.8'
set label '' at screen 0.2578939,screen 0.9616477 point pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00000000'
set label "total" at screen 0.269005,screen 0.9616477 left font ',6.8'
set label '' at screen 0.3185435,screen 0.9616477 point pointtype 13 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00d55e00'
set label "total, age in dispute" at screen 0.3296546,screen 0.9616477 left font ',6.8'
unset colorbox
set label "Praesepe" at first 2.83,first -1.307242 center front font ',4.76' textcolor rgb '#00000000'
set label "disputed" at first 2.3,first -1.112668 left front font ',4.76' textcolor rgb '#00d55e00'
plot $r1c1_1 using (log10($1)):(log10($2)) with points pointtype 6 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c1_2 using (log10($1)):(log10($2)) with points pointtype 5 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00e69f00' notitle, \
     $r1c1_3 using (log10($1)):(log10($2)) with points pointtype 7 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00000000' notitle, \
     $r1c1_4 using (log10($1)):(log10($2)) with points pointtype 13 pointsize dot*0.5 linewidth 0.7 linecolor rgb '#00d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.6063889
set rmargin at screen 0.9777778
set bmargin at screen 0.1465909
set tmargin at screen 0.9369318
set xrange [0:0.0483]
set yrange [0.3:4.7]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.00" 0 0, "0.01" 0.01 0, "0.02" 0.02 0, "0.03" 0.03 0, "0.04" 0.04 0, '' 0.002 1, '' 0.004 1, '' 0.006 1, '' 0.008 1, '' 0.012 1, '' 0.014 1, '' 0.016 1, '' 0.018 1, '' 0.022 1, '' 0.024 1, '' 0.026 1, '' 0.028 1, '' 0.032 1, '' 0.034 1, '' 0.036 1, '' 0.038 1, '' 0.042 1, '' 0.044 1, '' 0.046 1, '' 0.048 1)
set ytics ("  total" 1 0, "  prior" 2 0, "  extinction" 3 0, "  statistical" 4 0)
set label "Error of the age (dex)" at screen 0.7920833,screen 0.06704545 center
set label '' at screen 0.7096281,screen 0.9616477 point pointtype 7 pointsize dot*0.4166667 linewidth 0.7 linecolor rgb '#8c0072b2'
set label "clusters" at screen 0.7207392,screen 0.9616477 left font ',6.8'
set label '' at screen 0.7950819,screen 0.9616477 point pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00'
set label "their mean" at screen 0.806193,screen 0.9616477 left font ',6.8'
unset colorbox
plot $r1c2_1 using ($1):($2) with points pointtype 7 pointsize dot*0.4166667 linewidth 0.7 linecolor rgb '#8c0072b2' notitle, \
     $r1c2_2 using ($1):($2) with points pointtype 13 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
