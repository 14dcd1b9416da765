"""The texts of the network page, in English and Indonesian."""

from __future__ import annotations

WORDS = {
    "en": {
        "search": "Find a city",
        "layout": "Places",
        "force": "by partnership",
        "map": "on the map",
        "countries": "countries first",
        "country": "Country",
        "kind": "Kind",
        "status": "Status",
        "all": "all",
        "active": "active",
        "suspended": "suspended",
        "ended": "ended",
        "prospective": "prospective",
        "cancelled": "cancelled before signing",
        "prospects": "prospects",
        "from": "Begun from",
        "to": "to",
        "reset": "Show all",
        "partners": "Partners",
        "agreements": "Agreements",
        "activities": "Activities",
        "sources": "Sources",
        "since": "since",
        "unknown": "beginning unknown",
        "noKind": "kind not told",
        "count": "cities: {cities}, partnerships: {partnerships}",
        "cities": "Cities",
        "partnerships": "Partnerships",
        "within": "Partnerships within the country",
        "partnerCountries": "Partner countries",
        "open": "Show its cities",
        "close": "Show it as one",
        "noCountry": "no country told",
        "none": "No city of that name.",
        "colour": "Colour cities by",
        "hint": "Click a city or a line to see agreements, activities and sources.",
        "hintCountries": "Click a country, or zoom in, to see its cities. A line between countries "
        "stands for all partnerships of their cities.",
        "unplaced": "Cities whose coordinates are not known stand in rows below the map: {many}.",
        "legend": "Colour of a line: kind of partnership; dashed: ended; dashed and pale: only "
        "prospective, which no number counts. Colour of a city: its country; size: number of "
        "partners.",
        "legendKind": "Colour of a line: kind of partnership; dashed: ended; dashed and pale: only "
        "prospective, which no number counts. Colour of a city: the kind of most of its "
        "partnerships; size: number of partners.",
        "noWebGL": "This browser draws no WebGL, which a network of this size needs. Search and "
        "panel work; draw a part of it: kembar network --country NAME, or --city NAME.",
    },
    "id": {
        "search": "Cari kota",
        "layout": "Letak",
        "force": "menurut kemitraan",
        "map": "pada peta",
        "countries": "negara dahulu",
        "country": "Negara",
        "kind": "Jenis",
        "status": "Status",
        "all": "semua",
        "active": "aktif",
        "suspended": "ditangguhkan",
        "ended": "berakhir",
        "prospective": "dijajaki",
        "cancelled": "batal sebelum ditandatangani",
        "prospects": "penjajakan",
        "from": "Mulai dari",
        "to": "sampai",
        "reset": "Tampilkan semua",
        "partners": "Mitra",
        "agreements": "Perjanjian",
        "activities": "Kegiatan",
        "sources": "Sumber",
        "since": "sejak",
        "unknown": "awal tidak diketahui",
        "noKind": "jenis tidak disebutkan",
        "count": "kota: {cities}, kemitraan: {partnerships}",
        "cities": "Kota",
        "partnerships": "Kemitraan",
        "within": "Kemitraan di dalam negeri",
        "partnerCountries": "Negara mitra",
        "open": "Tampilkan kotanya",
        "close": "Tampilkan sebagai satu",
        "noCountry": "negara tidak disebutkan",
        "none": "Tidak ada kota bernama itu.",
        "colour": "Warna kota menurut",
        "hint": "Klik sebuah kota atau garis untuk melihat perjanjian, kegiatan, dan sumbernya.",
        "hintCountries": "Klik sebuah negara, atau perbesar, untuk melihat kotanya. Garis antara "
        "dua negara mewakili semua kemitraan kotanya.",
        "unplaced": "Kota yang koordinatnya tidak diketahui berjajar di bawah peta: {many}.",
        "legend": "Warna garis: jenis kemitraan; putus-putus: berakhir; putus-putus dan pucat: "
        "baru dijajaki, tidak ikut dihitung. Warna kota: negaranya; ukuran: jumlah mitra.",
        "legendKind": "Warna garis: jenis kemitraan; putus-putus: berakhir; putus-putus dan pucat: "
        "baru dijajaki, tidak ikut dihitung. Warna kota: jenis terbanyak di antara kemitraannya; "
        "ukuran: jumlah mitra.",
        "noWebGL": "Peramban ini tidak menggambar WebGL, yang diperlukan jaringan sebesar ini. "
        "Pencarian dan panel tetap bekerja; gambarlah sebagian: kembar network --country NAMA, "
        "atau --city NAMA.",
    },
}
