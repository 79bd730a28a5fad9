"""Every message, topic, seal and receipt that crosses a process boundary; nothing here knows a process."""
