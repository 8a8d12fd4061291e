"""What columns are called in tables of tracks, in several languages, and how units are written.

Only a whole name counts, without its unit, case, accents and signs: "Latitude (deg)" is
"latitude". Words that mean two things in aviation stand with neither.
"""

import re
import unicodedata
from collections.abc import Mapping

_UNIT_SIGNS = {
    "km/h": "kmh",
    "m/s": "ms",
    "ft/min": "fpm",
    "feet/min": "fpm",
    "км/ч": "кмч",
    "м/с": "мс",
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")


def plain_words(name: str) -> list[str]:
    """Split a name into words in lower case without accents; `BaseDateTime` is three."""
    parted = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name)).casefold()
    for sign, unit in _UNIT_SIGNS.items():
        parted = parted.replace(sign, f" {unit} ")
    letters = unicodedata.normalize("NFKD", parted)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _WORD.findall(unicodedata.normalize("NFKC", kept))


def plain(name: str) -> str:
    """Join the words of a name."""
    return "".join(plain_words(name))


def _names(words: str) -> frozenset[str]:
    return frozenset(plain(word) for word in words.split(","))


NAMES: Mapping[str, frozenset[str]] = {
    "time": _names(
        "time,timestamp,datetime,date_time,base_date_time,utc,utc_time,time_utc,timestamp_utc,"
        "datetime_utc,when,epoch,unixtime,unix_time,position_time,time_position,seen_at,"
        "recorded_at,last_position,snapshot_time,zeit,zeitpunkt,zeitstempel,datum_zeit,"
        "datum_uhrzeit,heure,horodatage,date_heure,hora,fecha_hora,fecha_y_hora,data_ora,"
        "data_hora,tijd,tijdstip,tidpunkt,czas,время,дата и время,дата время,时间,時間,時刻,日時,"
        "시간,시각,일시,zaman"
    ),
    "date": _names("date,datum,fecha,data,flight_date,utc_date,date_utc,дата,日付,日期,날짜,tarih"),
    "time_of_day": _names("time_of_day,uhrzeit,clock,clock_time,время суток"),
    "lat": _names(
        "lat,latitude,lat_deg,gps_lat,gps_latitude,position_lat,geo_lat,breite,"
        "breitengrad,geographische breite,latitud,latitudine,breedtegraad,breddgrad,"
        "szerokość,szerokość geograficzna,enlem,широта,шир,纬度,緯度,위도"
    ),
    "lon": _names(
        "lon,long,lng,longitude,lon_deg,gps_lon,gps_lng,gps_longitude,position_lon,"
        "position_long,geo_lon,geo_lng,länge,laenge,längengrad,laengengrad,geographische länge,"
        "longitud,longitudine,lengtegraad,längdgrad,długość,długość geograficzna,boylam,"
        "долгота,долг,经度,經度,経度,경도"
    ),
    "icao24": _names(
        "icao24,icao,icao_24,icao24bit,icao_address,icao_hex,hex,hexid,hex_id,hex_code,hexcode,"
        "hexident,modes,mode_s,modes_hex,mode_s_code,mode_s_hex,transponder,address,addr,"
        "aircraft_hex,адрес икао"
    ),
    "mmsi": _names("mmsi,mmsi_number,ssvid,ship_mmsi,vessel_mmsi,sourcemmsi"),
    "registration": _names(
        "registration,reg,tail,tailnumber,tail_number,tailnum,tail_no,nnumber,n_number,"
        "aircraft_registration,aircraft_reg,ac_reg,acreg,reg_no,kennzeichen,luftfahrzeugkennzeichen,"
        "immatriculation,matricula,matrícula,marche,registratie,registrering,rejestracja,"
        "бортовой номер,борт,регистрация,注册号,機体記号,登録記号,등록번호,등록기호"
    ),
    "craft": _names(
        "craft,craft_id,aircraft_id,plane,vessel,vessel_id,vessel_name,ship,ship_id,ship_name,"
        "shipname,vesselname,schiff,schiffsname,navire,buque,судно,船名,선박명,device_id,track_id"
    ),
    "callsign": _names(
        "callsign,call_sign,flight,ident,flight_callsign,rufzeichen,indicatif,indicativo,"
        "nominativo,roepletters,позывной,呼号,コールサイン,호출부호"
    ),
    "typecode": _names(
        "typecode,type_code,type,actype,ac_type,aircraft_type,aircraft_type_code,icao_type,"
        "model_code,flugzeugtyp,type_avion,tipo_avion,тип вс,机型,機種,기종"
    ),
    "altitude": _names(
        "altitude,alt,altitude_baro,baro_altitude,baroaltitude,alt_baro,pressure_altitude,"
        "pressure_alt,press_alt,flughöhe,höhe,hoehe,altitud,altezza,hoogte,höjd,wysokość,высота,"
        "высота полета,高度,고도,irtifa"
    ),
    "altitude_geom": _names(
        "alt_geom,altitude_geom,geom_alt,geometric_altitude,geom_altitude,geo_altitude,"
        "geoaltitude,alt_geo,altitude_gps,gps_altitude,gps_alt,alt_gps,gnss_altitude,alt_gnss,"
        "altitude_amsl,amsl,altitude_msl,alt_msl,hae,elevation,ele,gps_höhe"
    ),
    "ground_speed": _names(
        "ground_speed,groundspeed,gs,gspeed,speed,spd,sog,speed_over_ground,velocity,"
        "geschwindigkeit,vitesse,vitesse_sol,velocidad,velocità,snelheid,hastighet,prędkość,"
        "скорость,путевая скорость,速度,地速,속도,대지속도,hız"
    ),
    "track": _names(
        "track,trk,true_track,track_angle,heading,hdg,course,cog,course_over_ground,direction,"
        "kurs,richtung,flugrichtung,rumbo,rotta,koers,курс,путевой угол,航向,針路,침로,방향"
    ),
    "vertical_rate": _names(
        "vertical_rate,verticalrate,vertrate,vert_rate,vrate,vspeed,v_speed,vertical_speed,vs,"
        "climb,climb_rate,rate_of_climb,roc,baro_rate,geom_rate,vario,steigrate,steigen,"
        "vitesse_verticale,velocidad_vertical,вертикальная скорость,垂直速度,수직속도"
    ),
    "on_ground": _names("on_ground,onground,is_on_ground,is_ground,gnd,am_boden,au_sol,en_tierra"),
    "squawk": _names("squawk,squawk_code,ssr,ssr_code,transponder_code,mode_a,mode_3a"),
}

UNITS: Mapping[str, str] = {
    **dict.fromkeys(("ft", "feet", "foot", "fuss", "pieds", "pies", "футы", "фут"), "ft"),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres", "mtr", "м", "метры"), "m"),
    **dict.fromkeys(("kt", "kts", "kn", "knot", "knots", "knoten", "noeuds", "узлы"), "kt"),
    **dict.fromkeys(("kmh", "kph", "кмч"), "kmh"),
    **dict.fromkeys(("ms", "mps", "мс"), "ms"),
    **dict.fromkeys(("fpm", "ftmin"), "fpm"),
    **dict.fromkeys(("deg", "degree", "degrees", "grad", "utc", "gmt", "z", "s", "unix"), ""),
}
"""Words at the end of a name that are a unit; empty for those that tell nothing more."""

FIXED_UNITS: Mapping[str, str] = {
    "altbaro": "ft",
    "altgeom": "ft",
    "barorate": "fpm",
    "geomrate": "fpm",
    "sog": "kt",
}
"""Names that readsb and AIS made, whose unit is part of what they mean."""

IN_UNITS: Mapping[str, Mapping[str, str]] = {
    "altitude": {"ft": "altitude_ft", "m": "altitude_m"},
    "altitude_geom": {"ft": "altitude_geom_ft", "m": "altitude_geom_m"},
    "ground_speed": {
        "kt": "ground_speed_kt",
        "kmh": "ground_speed_kmh",
        "ms": "ground_speed_ms",
    },
    "vertical_rate": {"fpm": "vertical_rate_fpm", "ms": "vertical_rate_ms"},
    "track": dict.fromkeys(("", "deg"), "track_deg"),
}
"""The field of each thing and unit; all other things have one field, which bears their name."""
