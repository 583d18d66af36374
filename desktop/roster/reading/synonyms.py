"""The words of real lists: what offices write above their columns, folded, without brackets.

Parent before child where a header has two rows. Extend a line when a new wording turns up; a test
holds that no wording means two things.
"""

from __future__ import annotations

from desktop.common.vocabulary import FieldKey
from desktop.roster.mapping import Column

_WORDINGS: dict[FieldKey | Column, str] = {
    Column.ORDER: "stt | tt | so tt | so thu tu | thu tu | so | s tt | no",
    FieldKey.FULL_NAME: (
        "ho va ten | ho ten | ho va ten khai sinh | ho chu dem va ten | ho chu dem va ten khai "
        "sinh | ho ten khai sinh | ho va ten dang vien | ho ten dang vien | ten dang vien | ho "
        "dem va ten | ho ten dem va ten | full name | fullname | name | ho va ten d c | ho ten d "
        "c | ten dong chi | ho va ten dong chi | ho ten d vien | ho va ten d vien | ho va ten "
        "cong dan | ho ten cong dan"
    ),
    Column.FAMILY_NAME: (
        "ho dem | ho va dem | ho va ten dem | ho ten dem | family name | surname | ho lot | ho "
        "va chu dem | ho chu dem | ho | ho va ten lot"
    ),
    Column.MIDDLE_NAME: "ten dem | dem | chu dem | ten lot | chu lot | lot",
    Column.GIVEN_NAME: "ten | given name | first name",
    FieldKey.OTHER_NAME: (
        "ten goi khac | bi danh | ten thuong goi | ho va ten dang dung | ten dang dung"
    ),
    FieldKey.SEX: "gioi tinh | nam nu | gioi | phai | gt | sex | gender",
    Column.IS_MALE: "gioi tinh nam | nam",
    Column.IS_FEMALE: "gioi tinh nu | nu",
    FieldKey.BIRTH_DATE: (
        "ngay sinh | sinh ngay | nam sinh | ngay thang nam sinh | ngay thang nam nam sinh | ngay "
        "thang sinh | sinh nam | ngay thang nam sinh ngay | ngay sinh nam sinh | ntns | n sinh | "
        "ngay th nam sinh | nam sinh ngay sinh | dob | date of "
        "birth | birth date | birthday | year of birth"
    ),
    Column.BORN_MALE: "ngay sinh nam | nam sinh nam | ngay thang nam sinh nam | sinh ngay nam",
    Column.BORN_FEMALE: "ngay sinh nu | nam sinh nu | ngay thang nam sinh nu | sinh ngay nu",
    FieldKey.ETHNICITY: "dan toc | d toc | ethnicity | ethnic group",
    FieldKey.RELIGION: "ton giao | religion",
    FieldKey.PERSONAL_ID: (
        "so cccd | cccd | so dinh danh ca nhan | so dinh danh | so ddcn | ma dinh danh | ma dinh "
        "danh ca nhan | ddcn | so can cuoc | can cuoc | so can cuoc cong dan | can cuoc cong dan "
        "| so cccd cmnd | so cmnd cccd | cccd cmnd | cmnd cccd | so cccd so dinh danh | so cccd "
        "ddcn | so cccd dinh danh ca nhan | so the can cuoc | so dd ca nhan | so cc cccd | cc "
        "cccd | so cc | so cmtnd cccd | so cmt cccd | cmt cccd | so giay to tuy than | giay to "
        "tuy than | personal id | id number | id no | citizen id | identity "
        "number | national id | so cccd hoac so ddcn"
    ),
    FieldKey.OLD_ID: (
        "so cmnd cu | cmnd cu | cmnd | so cmnd | so cmt | cmt | so chung minh nhan dan | chung "
        "minh nhan dan | cmnd 9 so | so cmnd 9 so | so cmtnd | cmtnd | cmt 9 so | so cmt 9 so | "
        "cmt cu | so cmt cu | old id | old id number"
    ),
    FieldKey.ID_ISSUED_ON: "ngay cap cccd | ngay cap can cuoc | ngay cap cmnd",
    FieldKey.CARD_NUMBER: (
        "so the dang | so the dv | so the dang vien | so the cu | so the dang cu | so the | the "
        "dang vien | the dang | so the dang vien cu | the dang vien so the | the dang so the | so "
        "tdv | so the dang vien dang giu | so the dang 8 so | so hieu the | the dv | the dang so "
        "| the dv so | so the dv hien tai | so the dang hien tai | so the dang vien hien tai | "
        "tdv | card number | card no | party card number | party card no"
    ),
    FieldKey.NEW_CARD_NUMBER: (
        "so the moi | so the dang moi | so the dang vien moi | so the dang 12 so | so the 12 so"
    ),
    FieldKey.CARD_ISSUED_ON: (
        "ngay cap the | ngay cap the dang | the dang vien ngay cap | ngay phat the | ngay cap the "
        "dang vien | the dang ngay cap | so the dang ngay cap | ngay phat the dang | ngay phat "
        "the dang vien"
    ),
    FieldKey.CARD_ISSUED_BY: (
        "noi cap the | noi cap the dang | noi cap the dang vien | the dang vien noi cap | the "
        "dang noi cap | so the dang noi cap"
    ),
    FieldKey.FILE_NUMBER: "so ly lich | so li lich | so ly lich dang vien | so ll | so lldv",
    FieldKey.CELL: (
        "chi bo | to chuc dang | don vi | noi sinh hoat | chi bo sinh hoat | ten chi bo | chi bo "
        "dang sinh hoat | to chuc dang dang sinh hoat | noi sinh hoat dang | dang sinh hoat tai "
        "chi bo | sinh hoat tai chi bo | sinh hoat tai | dang sinh hoat tai | don vi sinh hoat | "
        "cb | ten to chuc dang | chi bo dang bo | dang bo chi bo | don vi cong tac chi bo | chi "
        "bo don vi | chi dang bo | sinh hoat dang tai | noi sinh hoat chi bo | party cell | cell "
        "| party branch"
    ),
    FieldKey.COMMITTEE: (
        "dang bo | dang bo co so | dang uy | to chuc co so dang | dang bo chi bo co so | tccsd | "
        "dang bo xa"
    ),
    FieldKey.VILLAGE: (
        "thon | ban | thon ban | khu | khoi | to dan pho | xom | thon xom | ap | buon | khoi pho "
        "| thon to dan pho | thon ban to dan pho | tieu khu | ban tieu khu | ban khu pho | dia "
        "ban | dia ban cu tru | village | hamlet"
    ),
    FieldKey.BIRTH_PLACE: (
        "noi sinh | noi dang ky khai sinh | noi khai sinh | noi dk khai sinh | noi dkks | place "
        "of birth"
    ),
    FieldKey.HOMETOWN: "que quan | que quan mo hinh 2 cap | nguyen quan | hometown",
    FieldKey.RESIDENCE: (
        "noi thuong tru | thuong tru | ho khau | ho khau thuong tru | noi o hien nay | tru quan | "
        "noi o | dia chi | cho o hien nay | noi cu tru | dia chi thuong tru | noi dang ky thuong "
        "tru | dia chi noi o | thuong tru mo hinh 2 cap | noi o hien tai | hktt | noi hktt | noi "
        "dktt | noi dk thuong tru | noi dang ky hktt | noi dk hktt | dia chi cu tru | dia chi "
        "hien nay | dia chi hien tai"
    ),
    FieldKey.JOINED_ON: (
        "ngay vao dang | ngay ket nap | ngay ket nap dang | ngay vao dang lan dau | vao dang | "
        "ngay vao dang du bi | ngay vao dang ngay vao | ngay vao dang ket nap | ngay vd | ngay "
        "thang nam vao dang | ngay thang nam ket nap | nam ket nap | ket nap | ngay vao | ngay "
        "kn | ket nap ngay | vao dang ngay | nam vao dang | date joined | date of joining | date "
        "of admission | admission date | joined on"
    ),
    FieldKey.OFFICIAL_ON: (
        "ngay chinh thuc | ngay vao dang chinh thuc | chinh thuc | ngay cong nhan chinh thuc | "
        "ngay cong nhan dang vien chinh thuc | ngay thang nam chinh thuc | ngay chuyen chinh thuc "
        "| ngay thang nam vao dang chinh thuc | ngay ct | ngay cn chinh thuc | chinh thuc ngay | "
        "ngay chuyen dang chinh thuc | nam chinh thuc | official date | official on"
    ),
    FieldKey.POSITION: (
        "chuc vu | chuc vu dang | chuc danh | chuc vu chuc danh | chuc vu hien nay | nghe nghiep "
        "chuc vu | chuc vu nghe nghiep"
    ),
    FieldKey.PHONE: (
        "dien thoai | sdt | so dien thoai | so dt | dtdd | dt | so dt lien he | di dong | tel | "
        "phone | phone number | telephone"
    ),
    Column.STATUS: (
        "tinh trang | trang thai | trang thai hoat dong | loai dang vien | tinh trang dang vien | "
        "dang vien chinh thuc du bi | hinh thuc sinh hoat | trang thai dang vien | chinh thuc du "
        "bi | dvct dvdb | ct db | dang vien ct db | trang thai sinh hoat | tinh trang sinh hoat | "
        "dien dang vien"
    ),
    Column.EXEMPT: "mien sinh hoat | dang vien mien sinh hoat | mien cong tac sinh hoat",
    Column.PROBATIONARY: "du bi | dang vien du bi",
    FieldKey.NOTE: "ghi chu | luu y | chu thich | note | notes | remarks",
}

BY_WORDS: dict[str, FieldKey | Column] = {
    words: column for column, many in _WORDINGS.items() for words in many.split(" | ")
}
"""Wording -> column."""

# Addresses come in pieces (country, province, detail): these belong to their parent.
ADDRESS_PIECES = frozenset(
    [
        "ban",
        "chi tiet",
        "dia chi",
        "dia chi chi tiet",
        "huyen",
        "quan huyen",
        "quoc gia",
        "thon",
        "thon ban",
        "thon ban to dan pho",
        "tinh",
        "tinh thanh pho",
        "xa",
        "xa phuong",
        "xa phuong dac khu",
        "xa phuong thi tran",
    ]
)
