"""Words of the web chat's page itself. What the assistant says there is elsewhere, the same as on every channel."""

PAGE = {
    "name": "Trợ lý HTX",
    "automatic": "máy trả lời tự động",
    "trial": "Bản dùng thử",
    "trial_note": "xem mã mời",
    "trial_how": "Số liệu ở đây là tự đặt ra. Bấm một mã để vào vai người của hợp tác xã đó, hoặc cán bộ Liên minh.",
    "earlier": "Xem tin cũ hơn",
    "talk": "Nội dung trò chuyện",
    "newest": "Xuống tin mới nhất",
    "input": "Gõ câu hỏi hoặc câu trả lời",
    "placeholder": "Gõ câu hỏi tại đây…",
    "send": "Gửi",
    "attach": "Gửi kèm tệp",
    "file": "Tệp",
    "needs_script": "Trang này cần bật JavaScript để trò chuyện. Bạn bật lên rồi mở lại trang giúp nhé.",
}
"""What stands on the page from the beginning."""

SCRIPT = {
    "me": "Bạn: ",
    "assistant": "Trợ lý: ",
    "choices": "Các lựa chọn",
    "file": "Tải tệp",
    "attached": "Tệp: ",
    "sending": "Đang chờ gửi…",
    "answering": "Trợ lý đang trả lời…",
    "keeping": "Mạng yếu. Tin của bạn được giữ lại và sẽ tự gửi khi có mạng.",
    "offline": "Mất mạng. Đang nối lại…",
    "too_long": "Tin dài quá nên chưa gửi được. Bạn gõ ngắn lại giúp nhé.",
    "uploading": "Đang gửi tệp…",
    "file_too_large": "Tệp quá 10 MB nên không gửi được. Anh chị chọn tệp nhỏ hơn giúp tôi nhé.",
    "file_kind": (
        "Chỉ gửi được tệp PDF, Word (.docx), Excel (.xlsx, .csv) và ảnh (.jpg, .png). "
        "Anh chị chọn tệp khác giúp tôi nhé."
    ),
    "file_failed": "Chưa gửi được tệp. Anh chị xem lại mạng rồi chọn tệp lại giúp tôi nhé.",
    "cookies": "Trình duyệt đang chặn cookie nên chưa gửi được tin. Bạn cho phép cookie rồi mở lại trang nhé.",
    "new": "Có tin mới",
    "newest": "Xuống tin mới nhất",
}
"""What the page's script says when it is needed."""
