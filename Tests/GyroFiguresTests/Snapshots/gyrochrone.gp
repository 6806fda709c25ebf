# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,925 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
# 120 rows of 90, of which some; sum 3599.618
0.03622705 0.000102946 3.840995e-05 3.395602e-05 4.430224e-05 7.39038e-05 0.0001110132 0.0001444273 0.0005368585
0.114019 0.0005296366 8.696011e-05 9.999322e-05 0.0001437671 0.0003058356 0.0008951692 0.004202474 0.04123939
1.192075 0.002288413 0.0001564649 0.0001292413 0.0002904518 0.001578 0.02639078 0.1545214 0.3715846
1.042044 0.003850029 0.0004407979 0.0003278155 0.00117585 0.05101867 0.2499174 0.2680501 1.454865
0.1839577 0.0189455 0.0009058515 0.0010483 0.01170368 0.1385879 0.114196 0.2835507 0.4103037
0.1058361 7.356593 0.1336831 0.02817833 0.2053573 0.2147811 0.1511862 0.3843084 0.1481219
0.09930604 0.01888811 0.07098648 0.1552294 0.2955467 3.93643 4.104519 1.900693 0.1686736
0.005835652 0.002709086 0.001320169 0.002220108 0.006731828 0.005989292 0.004621153 0.005319927 0.01030864
EOD
$r1c1_2 << EOD
0.5 0.3844738
0.75 4.66244
1 8.495706
1.25 9.86956
1.5 11.03321
1.75 11.16028
2 7.631717
2.25 3.329169
2.5 1.771932
2.75 1.067192
3 0.5477765
EOD
$r1c1_3 << EOD
0.5 0.8649478
0.75 6.728456
1 9.398112
1.25 10.78536
1.5 12.30086
1.75 14.06556
2 16.21604
2.25 18.46837
2.5 18.82829
2.75 7.565734
3 1.400989
EOD
$r1c1_4 << EOD
0.5 4.195451
0.75 8.294246
1 10.4976
1.25 11.96795
1.5 13.45452
1.75 15.41115
2 18.13646
2.25 21.48559
2.5 24.15556
2.75 22.74687
3 4.671532
EOD
$r1c1_5 << EOD
0.5 NaN
0.75 9.940876
1 NaN
1.25 NaN
1.5 NaN
1.75 NaN
2 NaN
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_6 << EOD
0.5 NaN
0.75 8.056749
1 14.15824
1.25 17.36884
1.5 20.42604
1.75 22.78772
2 23.88881
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_7 << EOD
0.5 NaN
0.75 7.239353
1 11.7612
1.25 NaN
1.5 NaN
1.75 NaN
2 NaN
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_8 << EOD
0.5 NaN
0.75 7.667314
1 10.98295
1.25 12.34146
1.5 13.50351
1.75 14.33562
2 14.70738
2.25 NaN
2.5 NaN
2.75 NaN
3 NaN
EOD
$r1c1_9 << EOD
0.5 NaN
0.75 5.957467
1 10.1578
1.25 11.29
1.5 12.57978
1.75 14.67257
2 17.37256
2.25 20.12055
2.5 22.13294
2.75 NaN
3 NaN
EOD
set multiplot
set label 1000 "gyro VERSION, model default e89cc66b5a97, color error 0.03 mag" at screen 0.02352941,0.02043423 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.8376471
set bmargin at screen 0.164751
set tmargin at screen 0.842401
set xrange [0.5:3]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1)
set ytics ("0.1" -1 0, "0.3" -0.5228787 0, "1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0, '' -0.69897 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.4938235,screen 0.07535121 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.503576 center rotate by 90
set label "Density per dex of period at 700 Myr" at screen 0.9647059,screen 0.503576 center rotate by 90
set arrow from screen 0.09883741,screen 0.9053001 to screen 0.1506021,screen 0.9053001 nohead front linecolor rgb '#00d55e00' linewidth 1.4 dashtype solid
set label "700 Myr" at screen 0.1635433,screen 0.9053001 left font ',6.8'
set arrow from screen 0.3098218,screen 0.9053001 to screen 0.3615865,screen 0.9053001 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (2,4)
set label "Skumanich 1972" at screen 0.3745277,screen 0.9053001 left font ',6.8'
set arrow from screen 0.6422382,screen 0.9053001 to screen 0.6940029,screen 0.9053001 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (9,5)
set label "Barnes 2007" at screen 0.706944,screen 0.9053001 left font ',6.8'
set arrow from screen 0.02936701,screen 0.8701788 to screen 0.08113172,screen 0.8701788 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (9,4,2,4)
set label "Mamajek \0134\0046 H. 2008" at screen 0.09407289,screen 0.8701788 left font ',6.8'
set arrow from screen 0.4086618,screen 0.8701788 to screen 0.4604265,screen 0.8701788 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (5,3)
set label "Angus+ 2015" at screen 0.4733677,screen 0.8701788 left font ',6.8'
set arrow from screen 0.6975886,screen 0.8701788 to screen 0.7493533,screen 0.8701788 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (18,5)
set label "Angus+ 2019" at screen 0.7622944,screen 0.8701788 left font ',6.8'
set palette defined (0 '#ffffff', 1 '#e3eef9', 2 '#cfe1f2', 3 '#b5d4e9', 4 '#93c3df', 5 '#6daed5', 6 '#4b97c9', 7 '#2f7ebc', 8 '#1864aa', 9 '#08306b') maxcolors 256
set cbrange [0:4.864301]
set colorbox vertical user origin screen 0.8552941,screen 0.164751 size screen 0.02588235,screen 0.6776501 border
set cbtics scale 0.4 ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, "4" 4 0)
set label "Median and 10–90 % of stars" at graph 0,graph 1.167735 left
plot $r1c1_1 using (0.5138889+0.02777778*$1):(-0.9875+0.025*$2):3 matrix with image notitle, \
     $r1c1_2 using ($1):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_3 using ($1):(log10($2)) with lines linecolor rgb '#00d55e00' linewidth 1.4 dashtype solid notitle, \
     $r1c1_4 using ($1):(log10($2)) with lines linecolor rgb '#66d55e00' linewidth 0.6 dashtype solid notitle, \
     $r1c1_5 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (2,4) notitle, \
     $r1c1_6 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,5) notitle, \
     $r1c1_7 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,4,2,4) notitle, \
     $r1c1_8 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (5,3) notitle, \
     $r1c1_9 using ($1):(log10($2)) with lines linecolor rgb '#00000000' linewidth 1 dashtype (18,5) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
