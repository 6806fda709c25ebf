# Run with: gnuplot THIS_FILE
# gyro VERSION, model default 30d6e0629aac, color error 0.03 mag
# gyro track
set encoding utf8
set terminal pngcairo size 1004,886 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
# 120 rows of 90, of which some; sum 3598.057
0.1124512 0.0009996932 0.0001489151 8.08127e-05 6.112126e-05 6.231047e-05 6.720686e-05 8.206177e-05 0.0001489048
0.1494492 0.001662802 0.0002088218 0.000130574 0.0001157923 0.0001138263 0.00012651 0.0002344386 0.001586387
0.8756269 0.006621174 0.0006590723 0.0002626105 0.0002671757 0.0004254218 0.001093834 0.008286779 0.08538011
0.9041152 0.01183652 0.001639664 0.00047278 0.0005112831 0.001341356 0.01240094 0.1092851 0.4681267
0.3533317 0.1262021 0.004898349 0.002658267 0.004598538 0.02223825 0.09245041 0.1607086 0.6223814
0.1230186 3.599898 0.1396489 0.03891391 0.0565913 0.1229482 0.1420991 0.2370409 0.4094555
0.1776469 0.08804191 0.1505391 0.3413971 0.6792488 3.406697 6.021375 2.007602 0.8323755
0.004782578 0.003992083 0.006497231 0.01292877 0.01400693 0.0109812 0.008076003 0.007995165 0.01276026
EOD
$r1c1_2 << EOD
# 81 rows of 2, of which some; sum 141.75 1063.553
0.5 1.000317
0.8125 7.99142
1.125 11.2513
1.4375 12.80931
1.75 14.30747
2.0625 16.52273
2.375 19.27476
2.6875 19.79015
3 3.858148
EOD
set multiplot
set label 1000 "gyro VERSION, model default 30d6e0629aac, color error 0.03 mag" at screen 0.02352941,0.02133333 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.8376471
set bmargin at screen 0.172
set tmargin at screen 0.9194667
set xrange [0.5:3]
set yrange [-1:2]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1)
set ytics ("0.1" -1 0, "0.3" -0.5228787 0, "1" 0 0, "3" 0.4771213 0, "10" 1 0, "30" 1.477121 0, "100" 2 0, '' -0.69897 1, '' -0.39794 1, '' -0.30103 1, '' -0.2218487 1, '' -0.154902 1, '' -0.09691001 1, '' -0.04575749 1, '' 0.30103 1, '' 0.60206 1, '' 0.69897 1, '' 0.7781513 1, '' 0.845098 1, '' 0.90309 1, '' 0.9542425 1, '' 1.30103 1, '' 1.60206 1, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1)
set label "(BP−RP)_{0}​ (mag)" at screen 0.4938235,screen 0.07866667 center
set label "Rotation period (d)" at screen 0.03529412,screen 0.5457333 center rotate by 90
set label "Density per dex of period" at screen 0.9647059,screen 0.5457333 center rotate by 90
unset key
set palette defined (0 '#ffffff', 1 '#e3eef9', 2 '#cfe1f2', 3 '#b5d4e9', 4 '#93c3df', 5 '#6daed5', 6 '#4b97c9', 7 '#2f7ebc', 8 '#1864aa', 9 '#08306b') maxcolors 256
set cbrange [0:5.487817]
set colorbox vertical user origin screen 0.8552941,screen 0.172 size screen 0.02588235,screen 0.7474667 border
set cbtics scale 0.4 ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, "4" 4 0, "5" 5 0)
set label "Age 1 Gyr" at graph 0,graph 1.046379 left
plot $r1c1_1 using (0.5138889+0.02777778*$1):(-0.9875+0.025*$2):3 matrix with image notitle, \
     $r1c1_2 using ($1):(log10($2)) with lines linecolor rgb '#00d55e00' linewidth 1.2 dashtype solid notitle
unset label
unset multiplot
unset output
