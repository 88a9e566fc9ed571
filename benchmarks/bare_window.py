"""The raw arm of the bench `start_up`: the least program that shows a field to type a name into."""

import sys

from PySide6.QtWidgets import QApplication, QLineEdit


def main() -> int:
    """Show it until it is closed."""
    application = QApplication(sys.argv[:1])
    window = QLineEdit()
    window.setAccessibleName("Username")
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
