"""An invented province of any size, the same for the same seed: roster, and figures of two years that agree.

Used to rebuild ``samples/province/`` and to make the provinces that benchmarks run on. Figures are those of
edition 2021; every rule holds, and each year's carry-forward is the next year's carry-in.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

Values = dict[str, dict[str, object]]

APPLICANTS = ("natural", "company", "research", "welfare", "legal", "others")
OUTCOMES = (
    ("granted", 40), ("partial", 8), ("refused.secret", 1), ("refused.forbidden", 1), ("refused.security", 1),
    ("refused.third_party", 2), ("refused.internal", 3), ("refused.deliberative", 2), ("refused.enforcement", 2),
    ("refused.enquiry", 2), ("unavailable.not_held", 22), ("unavailable.not_ready", 4), ("unavailable.unclear", 1),
    ("unprocessed.petition", 5), ("unprocessed.repeated", 2), ("unprocessed.published", 1),
    ("unprocessed.excessive", 1), ("unprocessed.reissue", 1), ("other.not_corrected", 2), ("other.not_paid", 1),
    ("other.misc", 3),
)  # fmt: skip
CITIES = ("临湖", "望山", "沿江", "平川", "安岭", "永泽", "南屏", "北岸", "东篱")
COUNTIES = ("清溪", "石桥", "柳林", "云台", "双河", "金沙湾", "白塔", "青石", "乌柏", "长坪", "桃源里", "银杏")
TOWNS = ("城关镇", "河口镇", "新桥乡", "大坪乡", "太和街道", "松林镇", "三岔乡", "龙潭镇")
DEPARTMENTS = (
    "教育局", "公安局", "财政局", "自然资源局", "住房和城乡建设局", "卫生健康局", "市场监督管理局", "民政局",
    "交通运输局", "农业农村局", "生态环境局", "文化和旅游局", "应急管理局", "审计局", "统计局", "医疗保障局",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organ:
    """One roster line, in the columns of the roster."""

    code: str
    name: str
    parent: str
    kind: str
    level: str
    contact: str
    phone: str


def make_roster(cities: int, counties: int, departments: int, towns: int) -> list[Organ]:
    """A province with ``cities``, each with ``counties``, each with ``towns``; ``departments`` at every level."""
    lines: list[Organ] = []

    def add(code: str, name: str, parent: str, kind: str, level: str) -> None:
        number = len(lines) + 1
        contact = f"{'赵钱孙李周吴郑王冯陈'[number % 10]}{'明华平安宁静敏文'[number % 8]}"
        lines.append(Organ(code, name, parent, kind, level, contact, f"099-{60000000 + number * 37:08d}"))

    def government(code: str, name: str, parent: str, level: str, office: str, share: int) -> None:
        add(code, f"{name}", parent, "汇总", level)
        add(f"{code}-00", f"{name}{office}", code, "本级", level)
        for index in range(share):
            round_, kind = divmod(index, len(DEPARTMENTS))
            department = DEPARTMENTS[kind] if level != "省" else DEPARTMENTS[kind].replace("局", "厅")
            suffix = f"第{round_ + 1}分局" if round_ else ""
            add(f"{code}-{index + 1:02d}", f"{name}{department}{suffix}", code, "部门", level)

    government("990000", "青禾省", "", "省", "人民政府办公厅", departments + 2)
    for city in range(cities):
        city_code = f"99{city + 1:02d}00"
        city_name = f"{CITIES[city % len(CITIES)]}{'' if city < len(CITIES) else city // len(CITIES) + 1}市"
        government(city_code, city_name, "990000", "市", "人民政府办公室", departments + 1)
        for county in range(counties):
            county_code = f"99{city + 1:02d}{county + 21:02d}"
            base = COUNTIES[(city * counties + county) % len(COUNTIES)]
            number = (city * counties + county) // len(COUNTIES)
            county_name = f"{base}{number + 1 if number else ''}县"
            government(county_code, county_name, city_code, "县", "人民政府办公室", departments)
            for town in range(towns):
                number, kind = divmod(town, len(TOWNS))
                town_name = TOWNS[kind] if not number else f"{TOWNS[kind][:-1]}{number + 1}{TOWNS[kind][-1]}"
                add(f"{county_code}-T{town + 1:02d}", f"{county_name}{town_name}", county_code, "乡镇街道", "乡")
    return lines


def make_years(organ: Organ, first_year: int, years: int, seed: int = 2024) -> Iterator[tuple[int, Values]]:
    """(year, VALUES) of ``organ`` for each of ``years`` years in a row."""
    chance = random.Random(f"{seed}/{organ.code}")
    size = {"省": 40, "市": 25, "县": 10, "乡": 2}[organ.level] * (2 if organ.kind == "本级" else 1)
    carried = dict.fromkeys(APPLICANTS, 0)
    stock = {"rules": chance.randint(3, 12), "norms": chance.randint(0, size * 2)}
    for year in range(first_year, first_year + years):
        fields = _applications(chance, size, carried)
        carried = {who: int(str(fields[f"t3.carried_out.{who}"])) for who in APPLICANTS}
        fields |= _disclosures(chance, size, stock, makes_rules=organ.kind == "本级" and organ.level in "省市")
        fields |= _disputes(chance, size)
        yield (
            year,
            {
                "cover": {
                    "agency_code": organ.code,
                    "agency_name": organ.name,
                    "address": f"{organ.name[:3]}人民路{chance.randint(1, 200)}号",
                    "postcode": "990000",
                    "telephone": organ.phone,
                    "preparer": organ.contact,
                    "preparer_phone": organ.phone,
                    "reviewer": "何立",
                    "prepared_on": f"{year + 1}-01-{chance.randint(5, 28):02d}",
                },
                "fields": fields,
                "narrative": _narrative(year, fields),
                "explanations": {},
            },
        )


def _applications(chance: random.Random, size: int, carried: dict[str, int]) -> dict[str, object]:
    fields: dict[str, object] = {}
    codes, weights = [code for code, _ in OUTCOMES], [weight for _, weight in OUTCOMES]
    for who, share in zip(APPLICANTS, (1.0, 0.15, 0.02, 0.03, 0.06, 0.03), strict=True):
        received = int(chance.random() * size * 3 * share + chance.random() * share)
        waiting = received + carried[who]
        left = min(waiting, int(chance.random() * 0.12 * waiting + 0.2))
        outcomes = chance.choices(codes, weights, k=waiting - left)
        fields |= {f"t3.received.{who}": received, f"t3.carried_in.{who}": carried[who]}
        fields |= {f"t3.{code}.{who}": outcomes.count(code) for code in codes}
        fields[f"t3.carried_out.{who}"] = left
    return fields


def _disclosures(chance: random.Random, size: int, stock: dict[str, int], *, makes_rules: bool) -> dict[str, object]:
    fields: dict[str, object] = {}
    for what in ("rules", "norms"):
        making = makes_rules or what == "norms"
        made = chance.randint(0, 3 if what == "rules" else size) if making else 0
        repealed = chance.randint(0, min(2, stock[what])) if making else 0
        stock[what] = stock[what] + made - repealed if making else 0
        fields |= {f"t2.{what}.made": made, f"t2.{what}.repealed": repealed, f"t2.{what}.valid": stock[what]}
    # Steady from year to year, so that the ten-fold swing stays a rare thing.
    for what, most in (("licences", 400), ("penalties", 120), ("coercions", 15)):
        fields[f"t2.{what}.decisions"] = int(size * most * (0.8 + 0.4 * chance.random()))
    fields["t2.fees.amount"] = f"{size * 3}.{chance.randint(1, 9999):04d}"
    return fields


def _disputes(chance: random.Random, size: int) -> dict[str, object]:
    return {
        f"t4.{group}.{outcome}": chance.randint(0, max(0, size // 12))
        for group in ("review", "direct", "reviewed")
        for outcome in ("upheld", "corrected", "other", "pending")
    }


def _narrative(year: int, fields: dict[str, object]) -> dict[str, object]:
    def total(row: str) -> int:
        return sum(int(str(fields[f"t3.{row}.{who}"])) for who in APPLICANTS)

    return {
        "overview": f"{year}年，本单位坚持以公开为常态、不公开为例外，及时更新政府信息公开指南和目录。"
        f"全年新收政府信息公开申请{total('received')}件，上年结转{total('carried_in')}件，"
        f"结转下年度继续办理{total('carried_out')}件。门户网站专栏主动公开法定内容，按季检查考核并培训业务人员。",
        "problems": "公开内容的可读性还不够强，业务培训覆盖面不够广。下一步将优化栏目设置，定期组织培训。",
        "others": "本年度没有收取信息处理费，无其他需要报告的事项。",
        "fee_cases": 0,
        "fee_amount": 0,
    }
