# SPDX-License-Identifier: GPL-3.0-or-later
# How time and memory of `gyro age` grow with the rows of a table; Validation/Results/batch.dat has rows, wall s, processor s, MB.
# Run from the root.
growth = "Validation/Results/batch.dat"
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
plot growth using 1:2 with linespoints pt 7 lw 2 title "wall", growth using 1:3 with linespoints pt 5 lw 2 title "processor", \
  x / 1e5 with lines dt 2 lc "gray50" title "100,000 stars/s"
set ylabel "resident memory (MB)"
set yrange [10:2000]
plot growth using 1:4 with linespoints pt 7 lw 2 title "gyro age", 1000 with lines dt 2 lc "gray50" title "1 GB"
