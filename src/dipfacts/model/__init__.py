"""The types of the file format, periods, and how claims are compared and written."""

import sys

# msgspec loads typing_extensions and a module that describes types: together a sixth of a look-up,
# which needs neither. Of the former msgspec takes what typing has since Python 3.11.
_NEEDLESS = ("typing_extensions", "msgspec.inspect")

if not {"msgspec", *_NEEDLESS} & sys.modules.keys():
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # "there is none"
    sys.modules["msgspec.inspect"] = sys  # anything, so that it is not looked for
    try:
        import msgspec

        del msgspec.inspect  # it is loaded by whoever asks for it
    finally:
        for _name in _NEEDLESS:
            del sys.modules[_name]
