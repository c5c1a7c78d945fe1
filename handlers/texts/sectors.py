"""The sectors cooperatives work in, as the alliance's reports group them."""

SECTORS = {
    "agriculture": "Nông, lâm nghiệp, thủy sản",
    "industry": "Công nghiệp, tiểu thủ công nghiệp",
    "construction": "Xây dựng, vật liệu xây dựng",
    "trade": "Thương mại, dịch vụ",
    "transport": "Vận tải",
    "environment": "Môi trường, nước sạch",
    "credit": "Quỹ tín dụng nhân dân",
    "other": "Ngành khác",
}
