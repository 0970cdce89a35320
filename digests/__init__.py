"""The core: values in, values out. It opens no file or socket and reads no clock, environment or random source."""
