// SPDX-License-Identifier: GPL-3.0-or-later
// The command of the wheel: its code is in the library, so that both are there once.
int gyro_main(int count, char **arguments);

int main(int count, char **arguments) { return gyro_main(count, arguments); }
