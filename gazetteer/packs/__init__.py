"""Packs: the places of further sources, installed by the user into one file beside the built one."""

from gazetteer.packs.models import Pack, PackChange, PackHead, PackReport
from gazetteer.packs.pack_writer import PackWriter
from gazetteer.packs.packs import Packs

__all__ = ["Pack", "PackChange", "PackHead", "PackReport", "PackWriter", "Packs"]
