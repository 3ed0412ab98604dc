"""Rules room: dated scoring profiles, every number with its source.

In: a profile id or a TOML file. Out: a frozen `Profile`. Not here: any arithmetic.
"""

from pbexcel.rules.choosing import AUTO, choose_rules
from pbexcel.rules.loading import DEFAULT, list_rules, load_rules
from pbexcel.rules.profile import Profile
from pbexcel.rules.wording import in_words

__all__ = ["AUTO", "DEFAULT", "Profile", "choose_rules", "in_words", "list_rules", "load_rules"]
