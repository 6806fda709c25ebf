# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 2126,1004 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
# 12 rows of 20, of which some; sum 300.0028
1.672042 1.467813 1.263584 1.243755 1.285392 1.301791 1.242481 1.18317 1.316267 1.5135
1.68981 1.455811 1.221811 1.191946 1.230125 1.253637 1.233149 1.21266 1.365139 1.575275
1.707578 1.443808 1.180039 1.140137 1.174859 1.205483 1.223817 1.24215 1.414012 1.63705
1.725346 1.431806 1.138266 1.088328 1.119592 1.157329 1.214485 1.27164 1.462885 1.698825
1.743114 1.419804 1.096493 1.03652 1.064326 1.109175 1.205153 1.30113 1.511757 1.7606
1.760883 1.407801 1.05472 0.984711 1.009059 1.061021 1.195821 1.330621 1.56063 1.822375
1.719656 1.373288 1.02692 0.9518772 0.9672765 1.015239 1.160891 1.306542 1.547968 1.821318
1.619436 1.316264 1.013092 0.9380184 0.9389772 0.9718295 1.100363 1.228896 1.473772 1.757429
1.519215 1.25924 0.9992647 0.9241596 0.9106779 0.9284201 1.039834 1.151249 1.399576 1.69354
1.418994 1.202216 0.9854371 0.9103008 0.8823786 0.8850108 0.9793063 1.073602 1.32538 1.629652
1.318774 1.145192 0.9716096 0.896442 0.8540793 0.8416015 0.9187783 0.9959551 1.251184 1.565763
1.218553 1.088168 0.957782 0.8825832 0.82578 0.7981921 0.8582502 0.9183083 1.176988 1.501874
EOD
$r1c2_1 << EOD
1.349881 0.8
1.320559 1.6
1.009048 2.4
EOD
$r1c2_2 << EOD
1.182983 0.8
1.305984 1.6
1.000775 2.4
EOD
$r1c2_3 << EOD
0.8159112 0.8
1.247413 1.6
0.9631464 2.4
EOD
$r1c2_4 << EOD
1.261206 0.8
1.085348 1.6
0.9540889 2.4
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
set cbrange [0:2.05441]
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
set xrange [0:1.484869]
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
