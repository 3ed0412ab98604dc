"""pbexcel scores 项目支出绩效自评 forms: Excel in, Excel out."""

__version__ = "0.1.0"
