# Run with: gnuplot THIS_FILE
# gyro VERSION, model default e89cc66b5a97, prior log-uniform up to 13.8 Gyr, outlier fraction 0.05
# gyro age
set encoding utf8
set terminal pngcairo size 1004,886 font 'sans,8' fontscale 3.125 linewidth 4.166667 pointscale 3.125
dot = 1
set output "figure.png"

$r1c1_1 << EOD
3900 0 3.032877
13803.84 0 3.032877
EOD
$r1c1_2 << EOD
# 26 rows of 3, of which some; sum 157501.4 0 36.79211
3225.27 0 2.215655
3609.836 0 2.01837
4167.729 0 1.037713
4811.844 0 0.9518122
5555.506 0 1.114145
6414.099 0 1.287113
7405.387 0 1.429004
8549.876 0 1.479601
9871.243 0 1.405964
EOD
$r1c1_3 << EOD
1639.611 0 0.01898312
1677.348 0 0.02005728
1759.653 0 0.0232187
1845.998 0 0.02772357
1936.579 0 0.03417063
2031.605 0 0.04363014
2131.293 0 0.05817735
2235.874 0 0.08182233
2345.585 0 0.124598
2460.681 0 0.2122029
2581.424 0 0.3683174
2708.091 0 0.6257571
2840.975 0 0.9914215
2980.378 0 1.474819
3126.622 0 1.999228
3225.27 0 2.215655
EOD
$r1c1_4 << EOD
10079.49 0 1.384439
10355.61 0 1.356573
10863.75 0 1.297539
11396.83 0 1.230804
11956.06 0 1.158258
12542.73 0 1.081741
13014.87 0 1.021017
EOD
$r1c1_5 << EOD
# 59 rows of 2, of which some; sum 277638.5 14.25121
857.7621 0.2415459
1199.485 0.2415459
1677.348 0.2415459
2345.585 0.2415459
3280.042 0.2415459
4586.776 0.2415459
6414.099 0.2415459
8969.409 0.2415459
12542.73 0.2415459
EOD
$r1c1_6 << EOD
# 60 rows of 2, of which some; sum 278460.2 47.53514
821.7523 0.01277377
1143.381 0.01301841
1598.892 0.01779596
2235.874 0.08182233
3126.622 1.999228
4372.235 0.9818804
6114.088 1.23026
8549.876 1.479601
11956.06 1.158258
EOD
$r1c1_7 << EOD
5719.529 0.01819726
5719.529 1.149303
EOD
set multiplot
set label 1000 "gyro VERSION, model default e89cc66b5a97, prior" at screen 0.02352941,0.052 left font ',4.8' textcolor rgb '#006e6e6e'
set label 1001 "log-uniform up to 13.8 Gyr, outlier fraction 0.05" at screen 0.02352941,0.02133333 left font ',4.8' textcolor rgb '#006e6e6e'
set lmargin at screen 0.15
set rmargin at screen 0.9529412
set bmargin at screen 0.2026667
set tmargin at screen 0.8721333
set xrange [2.914741:4.14]
set yrange [0:3.032877]
set border linewidth 0.7
set tics front scale 0.6,0.3
unset key
set xtics ("1000" 3 0, "2000" 3.30103 0, "5000" 3.69897 0, "10000" 4 0, '' 2.954243 1, '' 3.477121 1, '' 3.60206 1, '' 3.778151 1, '' 3.845098 1, '' 3.90309 1, '' 3.954243 1)
set ytics ("0.0" 0 0, "0.5" 0.5 0, "1.0" 1 0, "1.5" 1.5 0, "2.0" 2 0, "2.5" 2.5 0, "3.0" 3 0, '' 0.1 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 1.1 1, '' 1.2 1, '' 1.3 1, '' 1.4 1, '' 1.6 1, '' 1.7 1, '' 1.8 1, '' 1.9 1, '' 2.1 1, '' 2.2 1, '' 2.3 1, '' 2.4 1, '' 2.6 1, '' 2.7 1, '' 2.8 1, '' 2.9 1)
set label "Age (Myr)" at screen 0.5514706,screen 0.1093333 center
set label "Probability density (dex^{−1})" at screen 0.03529412,screen 0.5374 center rotate by 90
set object rectangle from screen 0.03610231,screen 0.8898 to screen 0.08786701,screen 0.9124667 front fillcolor rgb '#d16e6e6e' fillstyle solid noborder
set label "no calibrators" at screen 0.1008082,screen 0.9011333 left font ',6.8'
set object rectangle from screen 0.3312419,screen 0.8898 to screen 0.3830066,screen 0.9124667 front fillcolor rgb '#590072b2' fillstyle solid noborder
set label "68 %" at screen 0.3959478,screen 0.9011333 left font ',6.8'
set object rectangle from screen 0.4959127,screen 0.8898 to screen 0.5476774,screen 0.9124667 front fillcolor rgb '#b30072b2' fillstyle solid noborder
set label "95 %" at screen 0.5606185,screen 0.9011333 left font ',6.8'
set arrow from screen 0.6605834,screen 0.9011333 to screen 0.7123481,screen 0.9011333 nohead front linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (2,4)
set label "prior" at screen 0.7252893,screen 0.9011333 left font ',6.8'
set arrow from screen 0.8196062,screen 0.9011333 to screen 0.8713709,screen 0.9011333 nohead front linecolor rgb '#00000000' linewidth 1 dashtype (9,5)
set label "median" at screen 0.8843121,screen 0.9011333 left font ',6.8'
unset colorbox
set label "Age 4.9 −1.2 +1.3 Gyr" at graph 0,graph 1.122486 left
set label "{/:Italic P}​ = 25.4 d,  (BP−RP)_{0}​ = 0.818 ± 0.030 mag" at graph 0.03,graph 0.94 left front font ',6.8' textcolor rgb '#00000000'
set label "age beyond calibration" at graph 0.03,graph 0.865 left front font ',6.12' textcolor rgb '#00d55e00'
plot $r1c1_1 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#d16e6e6e' fillstyle solid noborder notitle, \
     $r1c1_2 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#590072b2' fillstyle solid noborder notitle, \
     $r1c1_3 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#b30072b2' fillstyle solid noborder notitle, \
     $r1c1_4 using (log10($1)):($2):($3) with filledcurves linecolor rgb '#b30072b2' fillstyle solid noborder notitle, \
     $r1c1_5 using (log10($1)):($2) with lines linecolor rgb '#006e6e6e' linewidth 0.8 dashtype (2,4) notitle, \
     $r1c1_6 using (log10($1)):($2) with lines linecolor rgb '#000072b2' linewidth 1.2 dashtype solid notitle, \
     $r1c1_7 using (log10($1)):($2) with lines linecolor rgb '#00000000' linewidth 1 dashtype (9,5) notitle
unset label
unset arrow
unset object
unset multiplot
unset output
