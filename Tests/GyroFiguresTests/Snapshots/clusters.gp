# Run with: gnuplot THIS_FILE
# gyro, model default
# gyro cluster --catalog all
set encoding utf8
set terminal pngcairo size 2126,685 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
# 61 rows of 3, of which some; sum 115.9 38.54916 492.9572
0.4 0.05786144 9.183505
0.75 0.8050669 5.269975
1.1 1.619014 8.161895
1.45 0.9283706 10.98896
1.8 0.5934158 13.77067
2.15 0.4347384 14.20958
2.5 0.3535495 9.639892
2.85 0.305285 2.580243
3.2 0.2300118 1.075786
EOD
$r1c1_2 << EOD
# 61 rows of 2, of which some; sum 115.9 259.8745
0.4 0.482833
0.75 2.930353
1.1 6.833228
1.45 8.878079
1.8 8.831721
2.15 5.804612
2.5 2.20777
2.85 0.9093623
3.2 0.4363073
EOD
$r1c1_3 << EOD
0.8 4.9
1 5.95
1.3 7.35
1.7 8.4
2.8 1.47
EOD
$r1c2_1 << EOD
# 61 rows of 3, of which some; sum 115.9 336.512 1206.637
0.4 0.07462205 15.79184
0.75 2.751526 11.63388
1.1 9.023694 14.65039
1.45 10.40689 16.54559
1.8 11.11121 17.98537
2.15 9.289401 20.74544
2.5 3.195792 25.61652
2.85 1.375107 29.90758
3.2 0.5242672 26.45838
EOD
$r1c2_2 << EOD
# 61 rows of 2, of which some; sum 115.9 672.0769
0.4 0.5457966
0.75 6.018473
1.1 10.99228
1.45 12.77051
1.8 14.54146
2.15 17.22626
2.5 20.02362
2.85 13.50618
3.2 1.583666
EOD
$r1c2_3 << EOD
0.8 8.4
1 10.2
1.3 12.6
1.7 14.4
2.8 2.52
EOD
set multiplot
set label 1000 "gyro, model default" at screen 0.01111111,0.02758621 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.08055556
set rmargin at screen 0.5138889
set bmargin at screen 0.2224138
set tmargin at screen 0.8958621
set xrange [0.4:3.4]
set yrange [-1.522879:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1)
set ytics ("0.1" -1 0, "1" 0 0, "10" 1 0, "100" 2 0, '' -1.522879 1, '' -1.39794 1, '' -1.30103 1, '' -1.221849 1, '' -1.154902 1, '' -1.09691 1, '' -1.045757 1, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}" at screen 0.2972222,screen 0.1017241 center
set label "Period (d)" at screen 0.01666667,screen 0.5591379 center rotate by 90
unset key
unset colorbox
set label "young (5)" at graph 0,graph 1.066564 left
set label "log age 2.39" at graph 0.05,graph 0.08 left front font ',5.44' textcolor rgb '#00000000'
plot $r1c1_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder title "model, 90 %", \
     $r1c1_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 0.84 dashtype solid notitle, \
     $r1c1_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2916667 linewidth 0.7 linecolor rgb '#00000000' title "stars"
unset label
set lmargin at screen 0.5444444
set rmargin at screen 0.9777778
set bmargin at screen 0.2224138
set tmargin at screen 0.8958621
set xrange [0.4:3.4]
set yrange [-1.522879:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1, '' 3.1 1, '' 3.2 1, '' 3.3 1, '' 3.4 1)
set ytics ('' -1 0, '' 0 0, '' 1 0, '' 2 0, '' -1.522879 1, '' -1.39794 1, '' -1.30103 1, '' -1.221849 1, '' -1.154902 1, '' -1.09691 1, '' -1.045757 1, '' -0.69897 1, '' -0.5228787 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.4771213 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.477121 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}" at screen 0.7611111,screen 0.1017241 center
unset key
unset colorbox
set label "old (5)" at graph 0,graph 1.066564 left
set label "log age 2.99" at graph 0.05,graph 0.08 left front font ',5.44' textcolor rgb '#00000000'
plot $r1c2_1 using ($1):(log10($2)):(log10($3)) with filledcurves linecolor rgb '#9956b4e9' fillstyle solid noborder title "model, 90 %", \
     $r1c2_2 using ($1):(log10($2)) with lines linecolor rgb '#000072b2' linewidth 0.84 dashtype solid notitle, \
     $r1c2_3 using ($1):(log10($2)) with points pointtype 7 pointsize dot*0.2916667 linewidth 0.7 linecolor rgb '#00000000' title "stars"
unset label
unset multiplot
unset output
