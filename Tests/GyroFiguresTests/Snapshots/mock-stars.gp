# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro simulate
set encoding utf8
set terminal pngcairo size 1004,921 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
0.8 7
1.2 10
EOD
$r1c1_2 << EOD
3 0.4
EOD
$r1c1_3 << EOD
2.5 1.5
EOD
set multiplot
set label 1000 "gyro, model default" at screen 0.02352941,0.02051282 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.9529412
set bmargin at screen 0.1653846
set tmargin at screen 0.8770513
set xrange [0.4:3.2]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1)
set ytics ("0.1" -1 0, "0.3" -0.5228787 0, "1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0, '' -0.69897 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.5514706,screen 0.07564103 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.5212179 center rotate by 90
set label '' at screen 0.2437367,screen 0.9049359 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#000072b2'
set label "2 members" at screen 0.2672661,screen 0.9049359 left font ',6.8'
set label '' at screen 0.4670576,screen 0.9049359 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00e69f00'
set label "1 field stars" at screen 0.490587,screen 0.9049359 left font ',6.8'
set label '' at screen 0.7078873,screen 0.9049359 point pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00'
set label "1 outliers" at screen 0.7314168,screen 0.9049359 left font ',6.8'
unset colorbox
set label "4 mock stars" at graph 0,graph 1.110791 left
plot $r1c1_1 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#000072b2' notitle, \
     $r1c1_2 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00e69f00' notitle, \
     $r1c1_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.8333333 linewidth 0.7 linecolor rgb '#00d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
unset output
