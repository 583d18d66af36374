"""Words that are stored: one enum per idea, values never change once released."""

from __future__ import annotations

from enum import StrEnum


class FieldKey(StrEnum):
    """A fact about a person, wherever it comes from (list, card, the person, a decision)."""

    FULL_NAME = "full_name"
    OTHER_NAME = "other_name"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    PERSONAL_ID = "personal_id"
    OLD_ID = "old_id"
    ID_ISSUED_ON = "id_issued_on"
    CARD_NUMBER = "card_number"
    NEW_CARD_NUMBER = "new_card_number"
    CARD_ISSUED_ON = "card_issued_on"
    CARD_ISSUED_BY = "card_issued_by"
    FILE_NUMBER = "file_number"
    CELL = "cell"
    COMMITTEE = "committee"
    VILLAGE = "village"
    BIRTH_PLACE = "birth_place"
    HOMETOWN = "hometown"
    RESIDENCE = "residence"
    JOINED_ON = "joined_on"
    OFFICIAL_ON = "official_on"
    POSITION = "position"
    PHONE = "phone"
    OLD_CARD = "old_card"
    HAND_OVER_AT = "hand_over_at"
    NOTE = "note"


class Sex(StrEnum):
    """Sex as the identity card states it."""

    MALE = "male"
    FEMALE = "female"


class MemberStatus(StrEnum):
    """What the list says of a person; it decides eligibility (see roster/rules.py)."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    EXEMPT = "exempt"
    MOVED = "moved"
    ABROAD = "abroad"
    DECEASED = "deceased"
    EXPELLED = "expelled"
    DISCIPLINED = "disciplined"
    TEMPORARY_RESIDENT = "temporary_resident"
    OUTSIDE_LIST = "outside_list"


class ChangeCause(StrEnum):
    """Why a person's row on the list became another; kept with the version before."""

    IMPORT = "import"
    GONE = "gone"
    UNDO = "undo"
    EDIT = "edit"
    DECISION = "decision"
    MERGE = "merge"
    UNMERGE = "unmerge"
    CARD = "card"
    """A new card was printed; the row got its number."""
    ORGANISATION = "organisation"
    """The organisation tree changed: another cell, or another name of it."""


class Retired(StrEnum):
    """Why a row left the list; people of the list have no such word."""

    UNDONE = "undone"
    MERGED = "merged"


class SourceKind(StrEnum):
    """Another list about the same people, to check the list against."""

    POPULATION = "population"
    MEMBER_FILE = "member-file"


class LinkState(StrEnum):
    """Whether a record of another list and a person of ours are held to be one person."""

    WAITING = "waiting"
    LINKED = "linked"
    REFUSED = "refused"


class DiscrepancyState(StrEnum):
    """Whether somebody decided what is right where sources differ."""

    OPEN = "open"
    DECIDED = "decided"


class DuplicateState(StrEnum):
    """What became of two rows that may be one person."""

    OPEN = "open"
    MERGED = "merged"
    DISTINCT = "distinct"


class ApplicationState(StrEnum):
    """Where a record is on its way; the allowed moves are one table, `application_moves.MOVES`."""

    DRAFT = "draft"
    RECEIVED = "received"
    APPROVED = "approved"
    EXPORTED = "exported"
    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"
    SENT_TO_PRINT = "sent_to_print"
    PRINTED = "printed"
    RETURNED = "returned"
    """The printed card is back at the commune."""
    HANDED_OVER = "handed_over"
    NEEDS_SUPPLEMENT = "needs_supplement"
    NOT_ELIGIBLE = "not_eligible"
    NOT_RECEIVED = "not_received"
    """Somebody could not be received: not at home, ill, refused."""
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """The five steps at the counter, in order."""

    FIND = "find"
    COMPARE = "compare"
    PHOTO = "photo"
    SIGN = "sign"
    CHECK = "check"


class Source(StrEnum):
    """Where a value comes from."""

    CARD = "card"
    LIST = "list"
    DECLARED = "declared"


class BlobKind(StrEnum):
    """What large bytes are."""

    PHOTO = "photo"
    ORIGINAL = "original"
    SIGNATURE = "signature"
    PAPER = "paper"
    PAGE = "page"
    ATTACHED = "attached"


class PaperKind(StrEnum):
    """Papers the product makes and keeps."""

    RECEIPT = "receipt"


class AttachedKind(StrEnum):
    """Papers that somebody brings to the counter and that are photographed there."""

    SIGNED_FORM = "signed_form"
    SUPPORTING = "supporting"


class PrintState(StrEnum):
    """What became of a print."""

    WAITING = "waiting"
    PRINTED = "printed"
    FAILED = "failed"


class Channel(StrEnum):
    """Through which channel a record was taken; totals by channel must reconcile."""

    COUNTER = "counter"
    HOME = "home"
    MEDICAL = "medical"


class CardState(StrEnum):
    """What is known of one printed card."""

    PRINTED = "printed"
    """The printing office says so; nobody here has seen it yet."""
    COUNTED = "counted"
    DAMAGED = "damaged"
    MISSING = "missing"
    HANDED_OVER = "handed_over"


class HandOverWay(StrEnum):
    """What shows that the member has the card."""

    PAPER = "paper"
    """Signed on the printed list."""
    PAD = "pad"
    WITNESS = "witness"
    SECRETARY = "secretary"
    """The secretary of the cell signed on the pad for all its cards."""


class Undelivered(StrEnum):
    """Why a card that is here could not be handed out yet."""

    ABSENT = "absent"
    ILL = "ill"
    ABROAD = "abroad"
    MOVED = "moved"
    DECEASED = "deceased"
    REFUSED = "refused"
    WRONG = "wrong"
    """Something printed on the card is not right."""
    OTHER = "other"


class CallFor(StrEnum):
    """What a phone call is about."""

    MEND = "mend"
    """The province sent the record back."""
    CARD = "card"
    """The card is here."""


class CallOutcome(StrEnum):
    """What came of one phone call."""

    COMING = "coming"
    """Reached; said on which day they come."""
    ASKED_CELL = "asked_cell"
    """The secretary of the cell passes it on."""
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"


class TurnPriority(StrEnum):
    """Why somebody is called before others who wait."""

    NONE = "none"
    OLD = "old"
    SICK = "sick"
    """Ill, disabled, or with a small child."""
    WAR_INVALID = "war_invalid"
    FLAGGED = "flagged"
    """Has priority for a reason that is not told where others read it."""


class TicketState(StrEnum):
    """How a number of the queue stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    NO_SHOW = "no_show"
    """Called as often as anybody is, and never there."""
    GONE = "gone"
    """Gave the number back, or got it by a slip of a key."""


class CannotSign(StrEnum):
    """Why a person could not sign on the pad."""

    HAND = "hand"
    SIGHT = "sight"
    ILLITERATE = "illiterate"
    ILL = "ill"
    PAD_BROKEN = "pad_broken"


class ShiftKind(StrEnum):
    """What a shift counts as; the strongest that holds: holiday, weekend, evening, day."""

    DAY = "day"
    EVENING = "evening"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class DayKind(StrEnum):
    """How the office keeps a day that the public calendar sees otherwise."""

    WORKING = "working"
    HOLIDAY = "holiday"


class Unfinished(StrEnum):
    """What can lie open when a shift is to be closed."""

    DRAFT = "draft"
    FORM = "form"
    PRINT = "print"


class TeamRole(StrEnum):
    """What somebody does in a mobile team."""

    OFFICER = "officer"
    CELL_SECRETARY = "cell_secretary"
    OTHER = "other"


class CannotCome(StrEnum):
    """Why somebody cannot come to the counter; those of `HEALTH_REASONS` are sensitive."""

    OLD = "old"
    ILL = "ill"
    DISABLED = "disabled"
    IN_HOSPITAL = "in_hospital"
    CARING = "caring"
    """They look after somebody who cannot be left alone."""
    FAR = "far"
    OTHER = "other"


class VisitPlace(StrEnum):
    """Where a team meets somebody."""

    HOME = "home"
    MEDICAL = "medical"
    OTHER = "other"


class VisitListState(StrEnum):
    """Whether a list of visits is still being worked on."""

    OPEN = "open"
    CLOSED = "closed"


class VisitOutcome(StrEnum):
    """What came of one visit."""

    DONE = "done"
    """Received there: at home or at a medical facility."""
    AT_COUNTER = "at_counter"
    """Received at the counter meanwhile; nobody has to go any more."""
    NOT_AT_HOME = "not_at_home"
    IN_HOSPITAL = "in_hospital"
    MOVED = "moved"
    REFUSED = "refused"
    DECEASED = "deceased"


class UnitKind(StrEnum):
    """What a unit of the organisation tree is; only cells have members of their own."""

    COMMITTEE = "committee"
    """The Đảng bộ of the commune: the top of the tree."""
    GRASSROOTS = "grassroots"
    SECTION = "section"
    CELL = "cell"


class UnitAct(StrEnum):
    """What one step did to the organisation tree."""

    FOUND = "found"
    """Made from the names that members carry."""
    ADD = "add"
    RENAME = "rename"
    DESCRIBE = "describe"
    """Another secretary, or a name of a list was confirmed."""
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    MOVE_MEMBERS = "move_members"
    CLOSE = "close"
    SHEET = "sheet"
    UNDO = "undo"


class FieldState(StrEnum):
    """What became of a record that a mobile device brought back."""

    WAITING = "waiting"
    """Somebody else took the person as well, or the person had been lent to another device."""
    MERGED = "merged"
    """It is an application of the office now."""
    SET_ASIDE = "set_aside"
    """Another one was chosen; kept with its bytes and the reason."""
