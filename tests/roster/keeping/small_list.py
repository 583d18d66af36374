"""A list of three people, row by row."""

HEADER = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Chi bộ,Ngày chính thức,Số thẻ đảng,Ghi chú\n"
PAO = "1,Giàng A Páo,12/03/1978,Nam,014078012345,Bản Nà Sang,03/02/2007,12.345417,\n"
BREU = "2,K’Brêu,21/04/1986,Nam,068086012346,Bản Mẫu,03/02/2010,12.345418,\n"
PANG = "3,Lò Thị Pâng,1950,Nữ,,Bản Mẫu,03/02/1975,12.345419,\n"
ROWS = PAO + BREU + PANG
