# Run with: gnuplot THIS_FILE
# gyro VERSION, model default 30d6e0629aac, prior log-uniform up to 13.8 Gyr, outlier fraction 0.05
# gyro age
set encoding utf8
set terminal pngcairo size 1004,886 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1; spare = 0
set output "figure.png"

$r1c1_1 << EOD
3870 0 3.627458
13803.84 0 3.627458
EOD
$r1c1_2 << EOD
# 21 rows of 3, of which some; sum 100301.4 0 35.94606
2977.759 0 1.540746
3126.622 0 1.888817
3440.99 0 2.51027
3786.966 0 2.790353
4167.729 0 2.602604
4586.776 0 2.120074
5047.956 0 1.591475
5555.506 0 1.146107
6114.088 0 0.8650671
6728.832 0 0.7695497
7144.165 0 0.7748769
EOD
$r1c1_3 << EOD
# 76 rows of 3, of which some; sum 62045.35 0 7.288443
82.72786 0 0.01127242
126.2426 0 0.01158238
194.2863 0 0.01214162
299.005 0 0.01316551
460.166 0 0.01526549
708.1916 0 0.02035481
1089.901 0 0.03324592
1677.348 0 0.08563625
2581.424 0 0.5956168
EOD
$r1c1_4 << EOD
7144.165 0 0.7748769
7405.387 0 0.7672504
7768.761 0 0.7468698
8149.966 0 0.7120946
8549.876 0 0.6672508
8969.409 0 0.6156953
9409.528 0 0.5600581
9871.243 0 0.5140649
10355.61 0 0.4757544
10863.75 0 0.437342
11396.83 0 0.4133113
11956.06 0 0.430622
12178.08 0 0.43732
EOD
$r1c1_5 << EOD
# 122 rows of 2, of which some; sum 294264.4 29.4686
41.94822 0.2415459
86.05456 0.2415459
176.5364 0.2415459
362.155 0.2415459
742.9418 0.2415459
1524.106 0.2415459
3126.622 0.2415459
6414.099 0.2415459
13158.18 0.2415459
EOD
$r1c1_6 << EOD
# 123 rows of 2, of which some; sum 294305.8 47.28261
41.46215 0.01115047
82.02946 0.01126798
168.2791 0.01192028
345.2156 0.01371455
708.1916 0.02035481
1452.817 0.05797496
2980.378 1.547852
6114.088 0.8650671
12542.73 0.4480602
EOD
$r1c1_7 << EOD
4121.142 0
4121.142 2.637071
EOD
set multiplot
set label 1000 "gyro VERSION, model default 30d6e0629aac, prior log-uniform up to 13.8 Gyr, outlier" at screen 0.02352941,0.052 left font ',4.8' textcolor rgb '#006e6e6e'
set label 1001 "fraction 0.05" at screen 0.02352941,0.02133333 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.9529412
set bmargin at screen 0.2026667
set tmargin at screen 0.7988
set xrange [1.617652:4.14]
set yrange [0:3.627458]
set border linewidth 0.7
set tics front scale 0.6,0.3
set xtics ("100" 2 0, "300" 2.477121 0, "1000" 3 0, "3000" 3.477121 0, "10^{4}" 4 0, '' 1.69897 1, '' 1.778151 1, '' 1.845098 1, '' 1.90309 1, '' 1.954243 1, '' 2.30103 1, '' 2.60206 1, '' 2.69897 1, '' 2.778151 1, '' 2.845098 1, '' 2.90309 1, '' 2.954243 1, '' 3.30103 1, '' 3.60206 1, '' 3.69897 1, '' 3.778151 1, '' 3.845098 1, '' 3.90309 1, '' 3.954243 1)
set ytics ("0" 0 0, "1" 1 0, "2" 2 0, "3" 3 0, '' 0.2 1, '' 0.4 1, '' 0.6 1, '' 0.8 1, '' 1.2 1, '' 1.4 1, '' 1.6 1, '' 1.8 1, '' 2.2 1, '' 2.4 1, '' 2.6 1, '' 2.8 1, '' 3.2 1, '' 3.4 1, '' 3.6 1)
set label "Age (Myr)" at screen 0.5514706,screen 0.1093333 center
set label "Density per dex of age" at screen 0.03529412,screen 0.5007333 center rotate by 90
set key at graph 0.5,graph 1.02684 center bottom Left reverse maxrows 3 font ',6.8' samplen 1.4 spacing 0.95 width spare noopaque
unset colorbox
set label "Age 4.9 −1.2 +1.3 Gyr" at graph 0,graph 1.260568 left
set label "{/:Italic P}​ = 25.4 d,  (BP−RP)_{0}​ = 0.818 ± 0.030 mag" at graph 0.03,graph 0.94 left front font ',6.8' textcolor rgb '#00000000'
set label "age beyond calibration" at graph 0.03,graph 0.865 left front font ',6.12' textcolor rgb '#00d55e00'
plot $r1c1_1 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#d16e6e6e' fillstyle solid noborder title "no clusters", \
     $r1c1_2 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#590072b2' fillstyle solid noborder title "68 %", \
     $r1c1_3 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#b30072b2' fillstyle solid noborder title "95 %", \
     $r1c1_4 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#b30072b2' fillstyle solid noborder notitle, \
     $r1c1_5 using (log10($1)):($2) with lines linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (2,4) title "prior", \
     $r1c1_6 using (log10($1)):($2) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c1_7 using (log10($1)):($2) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,5) title "median"
unset label
unset multiplot
unset output
