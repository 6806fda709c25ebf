# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,886 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
# 120 rows of 90, of which some; sum 3599.597
0.02961891 0.000100808 3.927375e-05 3.236827e-05 4.438718e-05 7.40047e-05 9.601607e-05 9.213022e-05 0.0002031419
0.0984908 0.000515667 7.383472e-05 7.15955e-05 8.972095e-05 0.0001676863 0.0004279789 0.001707541 0.01310588
0.9609213 0.001878514 0.0001308266 8.267655e-05 0.0001258027 0.0003552877 0.00221992 0.02099287 0.156712
1.057947 0.00299857 0.0002664673 0.000128752 0.0002427555 0.001734949 0.045197 0.1823368 0.4625291
0.2799656 0.01192786 0.0006457901 0.000362753 0.0007734786 0.0113092 0.1042038 0.1145889 0.6582678
0.08126142 0.7590694 0.008301833 0.002681788 0.009455127 0.1054916 0.1070413 0.1327351 0.3345576
0.1387168 0.0319205 0.1394709 0.2852026 0.537828 8.160937 1.901081 1.033889 0.6497946
0.007326523 0.005792307 0.003241114 0.004192524 0.02803055 0.0544236 0.05923197 0.05421722 0.07423594
EOD
$r1c1_2 << EOD
# 81 rows of 2, of which some; sum 141.75 1161.379
0.5 0.980365
0.8125 10.22865
1.125 11.95218
1.4375 13.03387
1.75 14.76508
2.0625 17.68699
2.375 21.73905
2.6875 22.94476
3 2.621272
EOD
set multiplot
set label 1000 "gyro VERSION, model default e89cc66b5a97, color error 0.03 mag" at screen 0.02352941,0.02133333 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.8376471
set bmargin at screen 0.172
set tmargin at screen 0.9194667
set xrange [0.5:3]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1)
set ytics ("0.1" -1 0, "0.3" -0.5228787 0, "1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0, '' -0.69897 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.4938235,screen 0.07866667 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.5457333 center rotate by 90
set label "Density per dex of period" at screen 0.9647059,screen 0.5457333 center rotate by 90
set palette defined (0 '#ffffff', 1 '#e3eef9', 2 '#cfe1f2', 3 '#b5d4e9', 4 '#93c3df', 5 '#6daed5', 6 '#4b97c9', 7 '#2f7ebc', 8 '#1864aa', 9 '#08306b') maxcolors 256
set cbrange [0:5.490101]
set colorbox vertical user origin screen 0.8552941,screen 0.172 size screen 0.02588235,screen 0.7474667 border
set cbtics scale 0.4 ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, "4" 4 0, "5" 5 0)
set label "Age 1 Gyr" at graph 0,graph 1.046379 left
plot $r1c1_1 using (0.5138889+0.02777778*$1):(-0.9875+0.025*$2):3 matrix with image notitle, \
     $r1c1_2 using ($1):(log10($2)) with lines linecolor rgb '#00d55e00' linewidth 1.2 dashtype solid notitle
unset label
unset arrow
unset object
unset multiplot
unset output
