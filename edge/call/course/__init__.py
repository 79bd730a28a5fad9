"""How a call goes: plain thinking without a clock, a network, a device or a process."""
