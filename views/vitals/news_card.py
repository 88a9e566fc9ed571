"""The early-warning score: a figure, a shape, a colour and words, each saying the same."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.vitals.news_words import ACKNOWLEDGED
from app.vitals.rows import NewsWords
from resources.icons import Icon
from views.layouts import column, inset, row
from views.theme import Theme
from views.widgets.notice import icon_of
from views.widgets.plain import Glyph, label, restyle
from views.words import said


class NewsCard(QFrame):
    """Shows one `NewsWords`; spoken as one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setProperty("tone", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        space = Theme.current().tokens.space
        self._glyph = Glyph(Icon.INFO, "info", space.xxl)
        self.figure = label("–", "figure")
        self.figure.setMinimumWidth(space.xxl + space.m)
        self.title = label("", "value", wraps=True)
        self.words = label("", "text", wraps=True)
        source = label(said(ACKNOWLEDGED), "caption", wraps=True)
        self._told = (self.figure, self.title, self.words, source)
        told = column(gap="xs")
        told.addWidget(self.title)
        told.addWidget(self.words)
        told.addWidget(source)
        whole = row(self, gap="m")
        inset(whole, "m", "s")
        whole.addWidget(self._glyph)
        whole.addWidget(self.figure)
        whole.addLayout(told, 1)

    def show_news(self, news: NewsWords, beside: str = "") -> None:
        """Say this; `beside` stands after the words."""
        title = said(news.title)
        words = " ".join(part for part in (said(news.words), said(beside)) if part)
        self.figure.setText(news.figure)
        self.title.setText(title)
        self.words.setText(words)
        self._glyph.become(icon_of(news.tone), news.tone)
        restyle(self, tone=news.tone)
        for each in self._told:
            restyle(each)
        self.setAccessibleName(f"{title}. {words}")
