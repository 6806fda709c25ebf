# SPDX-License-Identifier: GPL-3.0-or-later
# How time and memory of `gyro age` grow with the rows of a table; written by Validation/batch.sh, run from the root.
$growth << END
1000 0.1118 0.1564 61.37
10000 0.2327 0.3662 83.43
100000 1.644 2.885 223.4
1000000 13.31 24.44 326.8
10000000 126.4 237.2 343.2
END
set terminal svg size 760,340 font "sans,13" background "white"
set output "Validation/Results/batch.svg"
set multiplot layout 1,2
set logscale xy
set format "10^{%T}"
set xlabel "rows"
set xrange [600:16000000]
set grid
set key left top
set ylabel "seconds"
set format y "%g"
plot $growth using 1:2 with linespoints pt 7 lw 2 title "wall", $growth using 1:3 with linespoints pt 5 lw 2 title "processor", \
  x / 1e5 with lines dt 2 lc "gray50" title "100,000 stars/s"
set ylabel "resident memory (MB)"
set yrange [10:2000]
plot $growth using 1:4 with linespoints pt 7 lw 2 title "gyro age", 1000 with lines dt 2 lc "gray50" title "1 GB"
