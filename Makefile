# SPDX-License-Identifier: GPL-3.0-or-later
# One line a target; the work is in Scripts/.
.PHONY: site build test test-slow test-python validate format lint docs goldens check install dist wheel
PREFIX ?= /usr/local

build:     ; Scripts/setup.sh && swift build -c release --product gyro
test:      ; Scripts/setup.sh && Scripts/test.sh
test-slow: ; Scripts/setup.sh && GYRO_SLOW=1 Scripts/test.sh
test-python: ; Scripts/test-python.sh
validate:  ; Scripts/setup.sh && Scripts/validate.sh
format:    ; Scripts/lint.sh --fix
lint:      ; Scripts/lint.sh
docs:      ; Scripts/docs.sh && Scripts/figures.sh && Scripts/site.sh
site:      ; Scripts/setup.sh && Scripts/site.sh
goldens:   ; Scripts/goldens.sh
check:     ; .ci/run
install:   ; Scripts/setup.sh && Scripts/release/install.sh $(PREFIX)
dist:      ; Scripts/setup.sh && Scripts/release/dist.sh
wheel:     ; Scripts/setup.sh && Scripts/release/wheel.sh
