# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 2126,1004 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
1.731783 1.254656 1.371611 1.162891 1.632114
1.862296 0.943941 1.000113 1.385429 2.054669
1.195843 0.923934 0.7648831 0.8932935 1.718668
EOD
$r1c2_1 << EOD
0.8 1.367777
1.6 1.321991
2.4 1.009842
EOD
$r1c2_2 << EOD
0.8 1.367777
1.6 1.321991
2.4 1.009842
EOD
$r1c2_3 << EOD
0.8 1.367777
1.6 1.321991
2.4 1.009842
EOD
$r1c2_4 << EOD
0.8 1.277289
1.6 1.08565
2.4 0.9546236
EOD
set multiplot
set label 1000 "gyro VERSION, model default e89cc66b5a97, color error 0.03 mag" at screen 0.01111111,0.01882353 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.07083333
set rmargin at screen 0.4456944
set bmargin at screen 0.1517647
set tmargin at screen 0.9023529
set xrange [1.787629:3.911341]
set yrange [0.4:2.8]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("100" 2 0, "200" 2.30103 0, "500" 2.69897 0, "1000" 3 0, "2000" 3.30103 0, "5000" 3.69897 0, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1, '' 2.477121 1, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1, '' 3.477121 1, '' 3.60206 1, '' 3.778151 1, '' 3.845098 1, '' 3.90309 1)
set ytics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1)
set label "Age (Myr)" at screen 0.2582639,screen 0.06941176 center
set label "(BP−RP)_{0}​ (mag)" at screen 0.01666667,screen 0.5270588 center rotate by 90
set label "Information (bit)" at screen 0.5154167,screen 0.5270588 center rotate by 90
set palette defined (0 '#00224e', 1 '#123570', 2 '#3b496c', 3 '#575d6d', 4 '#707173', 5 '#8a8678', 6 '#a59c74', 7 '#c3b369', 8 '#e1cc55', 9 '#fee838') maxcolors 256
set cbrange [0:2.054669]
set colorbox vertical user origin screen 0.4540278,screen 0.1517647 size screen 0.01222222,screen 0.7505882 border
set cbtics scale 0.4 ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0)
set label "Information of a period about the age" at graph 0,graph 1.040752 left
plot $r1c1_1 using (2+0.4247425*$1):(0.8+0.8*$2):3 matrix with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.6029167
set rmargin at screen 0.9777778
set bmargin at screen 0.1517647
set tmargin at screen 0.9023529
set xrange [0.4:2.8]
set yrange [0:1.572943]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1)
set ytics ("0.0" 0 0, "0.2" 0.2 0, "0.4" 0.4 0, "0.6" 0.6 0, "0.8" 0.8 0, "1.0" 1 0, "1.2" 1.2 0, "1.4" 1.4 0, '' 0.05 1, '' 0.1 1, '' 0.15 1, '' 0.25 1, '' 0.3 1, '' 0.35 1, '' 0.45 1, '' 0.5 1, '' 0.55 1, '' 0.65 1, '' 0.7 1, '' 0.75 1, '' 0.85 1, '' 0.9 1, '' 0.95 1, '' 1.05 1, '' 1.1 1, '' 1.15 1, '' 1.25 1, '' 1.3 1, '' 1.35 1, '' 1.45 1, '' 1.5 1, '' 1.55 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.7903472,screen 0.06941176 center
set label "Mutual information (bit)" at screen 0.54875,screen 0.5270588 center rotate by 90
set arrow from screen 0.6213697,screen 0.9602941 to screen 0.6458142,screen 0.9602941 nohead front linecolor rgb '#00000000' linewidth 1.5 dashtype solid
set label "smallest errors" at screen 0.6519253,screen 0.9602941 left font ',6.8'
set arrow from screen 0.7698094,screen 0.9602941 to screen 0.7942538,screen 0.9602941 nohead front linecolor rgb '#000072b2' linewidth 1.2 dashtype solid
set label "color error of 0.05 mag" at screen 0.8003649,screen 0.9602941 left font ',6.8'
set arrow from screen 0.5796766,screen 0.9279412 to screen 0.6041211,screen 0.9279412 nohead front linecolor rgb '#00d55e00' linewidth 1.2 dashtype (9,5)
set label "error of 0.3 mag of {/:Italic A}_{V}" at screen 0.6102322,screen 0.9279412 left font ',6.8'
set arrow from screen 0.7854592,screen 0.9279412 to screen 0.8099036,screen 0.9279412 nohead front linecolor rgb '#00009e73' linewidth 1.2 dashtype (9,5)
set label "period error of 10 percent" at screen 0.8160147,screen 0.9279412 left font ',6.8'
unset colorbox
plot $r1c2_1 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 1.5 dashtype solid notitle, \
     $r1c2_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c2_3 using ($1):($2) with lines linecolor rgb '#00d55e00' linewidth 1.2 dashtype (9,5) notitle, \
     $r1c2_4 using ($1):($2) with lines linecolor rgb '#00009e73' linewidth 1.2 dashtype (9,5) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
