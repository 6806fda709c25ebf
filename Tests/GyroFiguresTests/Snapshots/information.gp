# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 2126,1004 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
# 12 rows of 20, of which some; sum 300.0036
1.672052 1.467824 1.263597 1.243766 1.2854 1.301797 1.242481 1.183165 1.316261 1.513493
1.68982 1.455822 1.221825 1.191958 1.230133 1.253641 1.233149 1.212657 1.365134 1.575269
1.707588 1.443821 1.180054 1.140149 1.174866 1.205486 1.223817 1.242148 1.414008 1.637045
1.725355 1.431819 1.138282 1.088341 1.119598 1.15733 1.214485 1.27164 1.462882 1.69882
1.743123 1.419817 1.09651 1.036532 1.064331 1.109175 1.205153 1.301131 1.511756 1.760596
1.760891 1.407815 1.054738 0.984724 1.009064 1.061019 1.195821 1.330623 1.56063 1.822372
1.719664 1.373301 1.026937 0.9518892 0.9672799 1.015236 1.16089 1.306545 1.547968 1.821315
1.619442 1.316274 1.013106 0.9380281 0.9389795 0.9718268 1.100362 1.228897 1.473771 1.757426
1.51922 1.259248 0.9992758 0.9241669 0.9106791 0.9284172 1.039833 1.151249 1.399575 1.693537
1.418999 1.202222 0.9854452 0.9103057 0.8823787 0.8850076 0.9793043 1.073601 1.325378 1.629648
1.318777 1.145196 0.9716146 0.8964446 0.8540783 0.841598 0.9187756 0.9959532 1.251181 1.565758
1.218555 1.088169 0.9577839 0.8825834 0.8257779 0.7981884 0.8582468 0.9183053 1.176984 1.501869
EOD
$r1c2_1 << EOD
1.349885 0.8
1.320564 1.6
1.009046 2.4
EOD
$r1c2_2 << EOD
1.182964 0.8
1.305973 1.6
1.000774 2.4
EOD
$r1c2_3 << EOD
0.8159294 0.8
1.247412 1.6
0.9631519 2.4
EOD
$r1c2_4 << EOD
1.261208 0.8
1.085349 1.6
0.9540874 2.4
EOD
set multiplot
set label 1000 "gyro VERSION, model default e89cc66b5a97, color error 0.03 mag" at screen 0.01111111,0.01882353 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.07083333
set rmargin at screen 0.4456944
set bmargin at screen 0.1517647
set tmargin at screen 0.9023529
set xrange [2:3.69897]
set yrange [0.8:2.4]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("100" 2 0, "200" 2.30103 0, "500" 2.69897 0, "1000" 3 0, "2000" 3.30103 0, "5000" 3.69897 0, '' 2.477121 1, '' 2.60206 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1, '' 3.477121 1, '' 3.60206 1)
set ytics ("0.8" 0.8 0, "1.0" 1 0, "1.2" 1.2 0, "1.4" 1.4 0, "1.6" 1.6 0, "1.8" 1.8 0, "2.0" 2 0, "2.2" 2.2 0, "2.4" 2.4 0, '' 0.85 1, '' 0.9 1, '' 0.95 1, '' 1.05 1, '' 1.1 1, '' 1.15 1, '' 1.25 1, '' 1.3 1, '' 1.35 1, '' 1.45 1, '' 1.5 1, '' 1.55 1, '' 1.65 1, '' 1.7 1, '' 1.75 1, '' 1.85 1, '' 1.9 1, '' 1.95 1, '' 2.05 1, '' 2.1 1, '' 2.15 1, '' 2.25 1, '' 2.3 1, '' 2.35 1)
set label "Age (Myr)" at screen 0.2582639,screen 0.06941176 center
set label "(BP−RP)_{0}​ (mag)" at screen 0.01666667,screen 0.5270588 center rotate by 90
set label "Information (bit)" at screen 0.5154167,screen 0.5270588 center rotate by 90
set palette defined (0 '#00224e', 1 '#123570', 2 '#3b496c', 3 '#575d6d', 4 '#707173', 5 '#8a8678', 6 '#a59c74', 7 '#c3b369', 8 '#e1cc55', 9 '#fee838') maxcolors 256
set cbrange [0:2.054404]
set colorbox vertical user origin screen 0.4540278,screen 0.1517647 size screen 0.01222222,screen 0.7505882 border
set cbtics scale 0.4 ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0)
set label "Information of a period about the age" at graph 0,graph 1.040752 left
plot $r1c1_1 using (2.042474+0.0849485*$1):(0.8666667+0.1333333*$2):3 matrix with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.6029167
set rmargin at screen 0.9777778
set bmargin at screen 0.1517647
set tmargin at screen 0.9023529
set xrange [0:1.484873]
set yrange [0.8:2.4]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1)
set ytics ("0.8" 0.8 0, "1.0" 1 0, "1.2" 1.2 0, "1.4" 1.4 0, "1.6" 1.6 0, "1.8" 1.8 0, "2.0" 2 0, "2.2" 2.2 0, "2.4" 2.4 0, '' 0.85 1, '' 0.9 1, '' 0.95 1, '' 1.05 1, '' 1.1 1, '' 1.15 1, '' 1.25 1, '' 1.3 1, '' 1.35 1, '' 1.45 1, '' 1.5 1, '' 1.55 1, '' 1.65 1, '' 1.7 1, '' 1.75 1, '' 1.85 1, '' 1.9 1, '' 1.95 1, '' 2.05 1, '' 2.1 1, '' 2.15 1, '' 2.25 1, '' 2.3 1, '' 2.35 1)
set label "Mean over all ages (bit)" at screen 0.7903472,screen 0.06941176 center
set label "(BP−RP)_{0}​ (mag)" at screen 0.54875,screen 0.5270588 center rotate by 90
set arrow from screen 0.6213697,screen 0.9602941 to screen 0.6458142,screen 0.9602941 nohead front linecolor rgb '#00000000' linewidth 1.4 dashtype solid
set label "smallest errors" at screen 0.6519253,screen 0.9602941 left font ',6.8'
set arrow from screen 0.7698094,screen 0.9602941 to screen 0.7942538,screen 0.9602941 nohead front linecolor rgb '#000072b2' linewidth 1.4 dashtype (9,5)
set label "color error of 0.05 mag" at screen 0.8003649,screen 0.9602941 left font ',6.8'
set arrow from screen 0.5796766,screen 0.9279412 to screen 0.6041211,screen 0.9279412 nohead front linecolor rgb '#00d55e00' linewidth 1.4 dashtype (9,4,2,4)
set label "error of 0.3 mag of {/:Italic A}_{V}" at screen 0.6102322,screen 0.9279412 left font ',6.8'
set arrow from screen 0.7854592,screen 0.9279412 to screen 0.8099036,screen 0.9279412 nohead front linecolor rgb '#00009e73' linewidth 1.4 dashtype (2,4)
set label "period error of 10 percent" at screen 0.8160147,screen 0.9279412 left font ',6.8'
unset colorbox
plot $r1c2_1 using ($1):($2) with lines linecolor rgb '#00000000' linewidth 1.4 dashtype solid notitle, \
     $r1c2_2 using ($1):($2) with lines linecolor rgb '#000072b2' linewidth 1.4 dashtype (9,5) notitle, \
     $r1c2_3 using ($1):($2) with lines linecolor rgb '#00d55e00' linewidth 1.4 dashtype (9,4,2,4) notitle, \
     $r1c2_4 using ($1):($2) with lines linecolor rgb '#00009e73' linewidth 1.4 dashtype (2,4) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
